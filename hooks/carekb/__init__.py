"""The pure core of Kunskapsbasen: reads, checks and derives; knows nothing of MkDocs."""
