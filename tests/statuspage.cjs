/* Reads the v2 files with an existing Statuspage client, and prints what it found. */
const { Statuspage } = require("statuspage.io");
const client = new Statuspage("kunskapsbasen");
client.setApiUrl(process.argv[2]);
(async () => {
  const found = {
    summary: await client.api.getSummary(),
    status: await client.api.getStatus(),
    components: await client.api.getComponents(),
    incidents: await client.api.incidents.getAll(),
    unresolved: await client.api.incidents.getUnresolved(),
    maintenances: await client.api.scheduledMaintenances.getAll(),
    upcoming: await client.api.scheduledMaintenances.getUpcoming(),
  };
  process.stdout.write(JSON.stringify(found));
})();
