/* The search engine. It runs in a worker where the browser allows one, and in the page itself on file://; the same file.
   It is given a way to load the index's files (see hooks/carekb/search/index.py for what they hold) and answers questions.
   Words are cut, stemmed and split here as the build does it; the rules come with the index. */
(function (scope) {
  "use strict";
  /* What counts for how much, found by trying against tests/search. `place`: part of a compound, text, description, part in a
     heading, heading, other name. `title`: a page's own heading against others. `asked`: a heading that is the very question, on
     a page's own title, in answers, laws and the glossary, and elsewhere. `own`: the page that is named just so.
     `kind`: the kind that is asked for. `mine`: for the chosen role. `cover`: how hard it is when words are missing. `same`: from where on another word is the same thing. */
  var W = { place: [0.3, 0.6, 2.2, 1.4, 3.4, 2.4], level: [1.2, 1.4, 1.6, 1.85], title: 1.3, asked: 1.7, fraga: 1.3, lag: 0.75, ordlista: 0.55, other: 0.28,
    own: 3, kind: 1.7, mine: 0.5, cover: 1.6, soft: 0.35, under: 0.75, near: 0.28, same: 0.9, alone: 0.45, led: 0.75, length: 0.2, more: 0.012, parts: 0.4, related: 0.5 };
  var CLASSES = 6, LEVELS = 4, STEP = CLASSES * LEVELS, HIGH = 4, PART_HIGH = 3, OTHER_NAME = 5;
  var DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  var RELATED = ["ing", "ning", "ering", "ande", "els", "are", "ation", "ment", "ion", "er", "het"];
  /* följa upp and uppföljning, skrivas ut and utskrivning: the small word goes first in the noun. */
  var PARTICLE = /^(?:in|ut|upp|ned|ner|av|på|till|om|över|fram|under|ihop|bort|igen|med|efter|åter)$/, NOUN = ["", "ning", "ing", "els", "an"];
  var LED = /^(in|ut|upp|ned|av|på|till|om|över|fram|ihop|bort|igen|åter)(\p{L}{3,}?)(?:ning|ing|els|an)$/u;
  var WORD = /§[\d:a-z]+|[\p{L}\p{N}]+(?:[-:'’.][\p{L}\p{N}]+)*/gu;
  var MOST = 20;
  /* How much a word in another section of the page is worth, where sections stand for themselves, and where they answer as one. */
  var SEPARATE = { lag: 0.2, ordlista: 0.2, fraga: 1.2 };
  /* How many places on a page a hit shows, and how long a piece of text, so that three hits are seen without scrolling. */
  var PLACES = 2, LENGTH = 130, AROUND = 40;

  /* ---------- words, as in carekb/language/words.py, stems.py and compounds.py ---------- */
  function Words(core) {
    var rules = core.rules, endings = rules.endings, longest = 0, forms = Object.create(null), memo = new Map();
    var patterns = core.provisions.map(function (p) { return new RegExp(p, "g"); });
    Object.keys(endings).forEach(function (e) { longest = Math.max(longest, e.length); });
    core.forms.split(" ").forEach(function (group) {
      var pair = group.split(":");
      if (pair[1]) pair[1].split(",").forEach(function (form) { forms[form] = pair[0]; });
    });
    function vowel(text) { for (var i = 0; i < text.length; i++) if (rules.vowels.indexOf(text[i]) >= 0) return true; return false; }
    function rule(word) {
      var least = rules.least, n = word.length;
      if (n <= least || !/^\p{L}+$/u.test(word)) return word;
      for (var size = Math.min(longest, n - least); size > 0; size--) {
        var put = endings[word.slice(n - size)];
        if (put !== undefined && vowel(word.slice(0, n - size))) { word = word.slice(0, n - size) + put; break; }
      }
      function last() { return word[word.length - 1]; }
      if (word.length > least && last() === "s" && rules.s_after.indexOf(word[word.length - 2]) >= 0) word = word.slice(0, -1);
      if (word.length > least && rules.silent.indexOf(last()) >= 0) word = word.slice(0, -1);
      if (word.length > least && last() === word[word.length - 2] && rules.doubles.indexOf(last()) >= 0) word = word.slice(0, -1);
      return word;
    }
    function stem(word) {
      var found = memo.get(word);
      if (found !== undefined) return found;
      var tries = word[word.length - 1] === "s" ? [word, word.slice(0, -1)] : [word];
      for (var i = 0; !found && i < tries.length; i++) {
        var form = tries[i];
        found = forms[form];
        for (var at = 2; !found && at <= form.length - 5; at++) if (forms[form.slice(at)]) found = form.slice(0, at) + forms[form.slice(at)];
      }
      memo.set(word, found = found || rule(word));
      return found;
    }
    function named(_, chapter, first, letter, last) {
      var before = chapter ? "§" + chapter + ":" : "§", names = [before + first + (letter || "")];
      if (last && +first < +last && +last <= +first + MOST) for (var n = +first + 1; n <= +last; n++) names.push(before + n);
      return " " + names.join(" ") + " ";
    }
    function clean(text) { return text.normalize("NFC").toLowerCase().replace(/\u00a0/g, " ").replace(/\u00ad/g, "").replace(/‑/g, "-"); }
    function words(text) {
      text = clean(text);
      if (/§|\d:\d|kap|\bsec|\bch(?:apter|ap)?\b/.test(text)) patterns.forEach(function (p) { text = text.replace(p, named); });
      return text.match(WORD) || [];
    }
    function partsOf(word) {
      if (/^\p{L}+$/u.test(word) || word[0] === "§") return [word];
      word = word.split(/['’]/)[0];
      if (word.indexOf(":") > 0 && !/^\p{N}/u.test(word)) word = word.split(":")[0];
      if (word.indexOf(":") > 0) return [word];
      var pieces = word.split(/[-.]/).filter(Boolean);
      return pieces.length < 2 ? [word] : [pieces.join("")].concat(pieces.filter(function (p) { return p.length > 1; }));
    }
    return { stem: stem, words: words, partsOf: partsOf, clean: clean };
  }

  /* Sorted words, each written as how many letters it shares with the one before, and the rest. */
  function unfolded(text) {
    var before = "";
    return text.split(" ").map(function (row) { return (before = before.slice(0, DIGITS.indexOf(row[0])) + row.slice(1)); });
  }
  function modifiers(text, least) {
    var last = text[text.length - 1], cut = text.slice(0, -1);
    if (last === "s") return text.length > least ? [text, cut, cut + "e"] : [text];
    if (last === "o" || last === "u") return [text, cut + "a"];
    if (last === "e") return [text, cut];
    return /ar$/.test(text) ? [text, text + "e"] : [text];
  }
  /* `rules` is what core.js says of compounds: the constants of compounds.py, the words that are whole, and the fixed ones. */
  function Splitter(stem, worth, shownAs, rules) {
    var memo = new Map(), fixed = rules.fixed, wholes = new Set(unfolded(rules.wholes));
    function linked(word) { return rules.linked.some(function (end) { return word.endsWith(end); }); }
    function first(word) {
      var s = stem(word), rest = word.slice(0, s.length) === s ? word.slice(s.length) : "?";
      return rules.kept.indexOf(rest) >= 0 || shownAs(word, s) || wholes.has(word) ? worth(s) : 0;
    }
    function split(word) {
      if (!memo.has(word)) memo.set(word, make(word));
      return memo.get(word);
    }
    function make(word) {
      if (Object.prototype.hasOwnProperty.call(fixed, word)) return fixed[word];
      if (word.length < rules.least + 2 || !/^\p{L}+$/u.test(word) || (word.length <= rules.whole && worth(stem(word)) === rules.best)) return [];
      var best = [], score = [99, 0];
      for (var at = 2; at < word.length - 1; at++) {
        var last = word.slice(at), good = worth(stem(last)), rest = good ? [last] : last.length > rules.short ? split(last) : [];
        if (!rest.length) continue;
        var before = word.slice(0, at), forms = modifiers(before, rules.least);
        for (var i = 0; i < forms.length; i++) {
          var value = first(forms[i]);
          if (!value) continue;
          var inner = split(forms[i]), parts = (inner.length ? inner : [forms[i]]).concat(rest);
          var odd = last[0] === "s" && linked(forms[i]) ? 12 : forms[i] !== before ? 2 : 0;
          var now = odd - Math.min(value, good || value) * Math.min(forms[i].length, last.length, 6);
          if (parts.length < score[0] || (parts.length === score[0] && now < score[1])) { best = parts; score = [parts.length, now]; }
        }
      }
      return best;
    }
    return split;
  }

  /* ---------- likeness ---------- */
  function fold(word) { return word.normalize("NFD").replace(/[\u0300-\u036f]/g, ""); }
  var SOUNDS = [[/^stj|^skj|^sj|^sch|^sh|^sk(?=[eiyäö])/, "X"], [/sch|skj|stj|sj|sh/g, "X"], [/^tj|^kj|^ch|^k(?=[eiyäö])/, "C"], [/tion|sion|ssion/g, "Xon"],
    [/^[dhlg]j/, "j"], [/^g(?=[eiyäö])/, "j"], [/ph/g, "f"], [/th/g, "t"], [/x/g, "ks"], [/w/g, "v"], [/z/g, "s"], [/c(?=[eiyäö])/g, "s"],
    [/ck/g, "k"], [/[cq]/g, "k"], [/dt/g, "t"], [/rs/g, "s"], [/[ée]/g, "e"], [/ä/g, "e"], [/å/g, "o"], [/y/g, "i"], [/(.)\1+/g, "$1"], [/h/g, ""]];
  function sound(word) { return SOUNDS.reduce(function (w, s) { return w.replace(s[0], s[1]); }, word); }
  /* Letters that are easily taken for each other, each way: CLOSE[a * 32 + b] for the letters' numbers. */
  var LETTERS = "abcdefghijklmnopqrstuvwxyzåäöé", NUMBER = new Uint8Array(256), CLOSE = new Uint8Array(1024), KIND = new Int32Array(32), i;
  for (i = 0; i < LETTERS.length; i++) { NUMBER[LETTERS.charCodeAt(i)] = i + 1; KIND[i + 1] = 1 << i; }
  function number(letter) { return NUMBER[letter.charCodeAt(0)]; }
  ["kcq", "szc", "vwf", "ao", "ae", "eä", "åo", "åa", "äa", "öo", "iy", "jg", "dt", "bp", "gk", "uo", "ei"].forEach(function (set) {
    set.split("").forEach(function (a) { set.split("").forEach(function (b) { if (a !== b) CLOSE[number(a) * 32 + number(b)] = 1; }); });
  });
  /* Damerau's distance, where what sounds alike or is doubled costs half. Gives up above `most`. */
  var rows = [0, 1, 2].map(function () { return new Float64Array(64); });
  function distance(a, b, most) {
    var n = a.length, m = b.length, before = rows[0], last = rows[1], now = rows[2], i, j;
    if (m > 63) return 99;
    for (j = 0; j <= m; j++) last[j] = j;
    for (i = 1; i <= n; i++) {
      var x = a.charCodeAt(i - 1), above = i > 1 ? a.charCodeAt(i - 2) : 0, cut = x === above ? 0.5 : 1, row = NUMBER[x] * 32;
      var least = now[0] = i, left = 0;
      for (j = 1; j <= m; j++) {
        var y = b.charCodeAt(j - 1), best = last[j - 1] + (x === y ? 0 : CLOSE[row + NUMBER[y]] ? 0.5 : 1);
        if (last[j] + cut < best) best = last[j] + cut;
        var put = now[j - 1] + (y === left ? 0.5 : 1);
        if (put < best) best = put;
        if (i > 1 && x === left && above === y && x !== y && before[j - 2] + 0.8 < best) best = before[j - 2] + 0.8;
        now[j] = best;
        if (best < least) least = best;
        left = y;
      }
      if (least > most) return 99;
      var free = before;
      before = last;
      last = now;
      now = free;
    }
    return last[m] > most ? 99 : last[m];
  }
  /* Which letters a word has, a bit for each, and which kinds of letters: those that `distance` takes for each other are one kind.
     A letter that only one of two words has costs at least a half, and a kind that only one has costs one. */
  for (var pass = 0; pass < 9; pass++) {
    for (i = 0; i < 1024; i++) if (CLOSE[i]) KIND[i >> 5] = KIND[i & 31] = KIND[i >> 5] | KIND[i & 31];
  }
  KIND.forEach(function (all, n) { KIND[n] = all & -all; });
  function letters(word) {
    for (var all = 0, kinds = 0, i = 0; i < word.length; i++) {
      var n = NUMBER[word.charCodeAt(i)];
      if (n) { all |= 1 << (n - 1); kinds |= KIND[n]; }
    }
    return { all: all, kinds: kinds };
  }
  function ones(n) { n -= (n >>> 1) & 0x55555555; n = (n & 0x33333333) + ((n >>> 2) & 0x33333333); return (((n + (n >>> 4)) & 0xf0f0f0f) * 0x1010101) >>> 24; }
  function atLeast(all, kinds, otherAll, otherKinds) {
    return Math.max(ones(kinds & ~otherKinds), ones(otherKinds & ~kinds), ones(all & ~otherAll) / 2, ones(otherAll & ~all) / 2);
  }
  function allowed(length) { return length < 3 ? 0 : length < 4 ? 0.5 : length < 5 ? 0.8 : length < 6 ? 1 : length < 9 ? 1.5 : length < 13 ? 2 : 2.5; }

  /* ---------- the engine ---------- */
  function Engine(load, pause) {
    pause = pause || function () { return null; };
    var core, words, split, terms = [], ids = new Map(), shown = [], weights, lengthOf, pageOf, firstOf, scored = new Map();
    var heard = 0, soundOf = [], soundOfShown = [], lettersOf, kindsOf, lettersOfShown, kindsOfShown, folded = new Map(), cuts = new Map(), known = new Map();
    var ready, lists = new Map(), files = new Map(), idfs = new Map(), stop = new Set(), soft = new Set();

    function file(name) {
      if (!files.has(name)) {
        var promise = load(name);
        files.set(name, promise);
        promise.catch(function () { files.delete(name); });
      }
      return files.get(name);
    }
    function start() {
      if (!ready) {
        ready = file("core").then(open);
        ready.catch(function () { ready = null; });
      }
      return ready;
    }
    function open(data) {
      core = data;
      words = Words(core);
      terms = unfolded(data.terms);
      terms.forEach(function (term, i) { ids.set(term, i); });
      shown = data.shown.split(" ").map(function (rest, i) { return rest[0] === "=" ? rest.slice(1) : terms[i] + rest; });
      var total = data.counts.reduce(function (a, b) { return a + b; }, 0), at = 0;
      pageOf = new Uint16Array(total);
      firstOf = new Uint32Array(data.counts.length + 1);
      data.counts.forEach(function (count, page) {
        firstOf[page] = at;
        for (var i = 0; i < count; i++) pageOf[at++] = page;
      });
      firstOf[data.counts.length] = at;
      stop = new Set(data.stop);
      soft = new Set(data.soft);
      weights = Uint8Array.from(data.weights, function (digit) { return DIGITS.indexOf(digit); });
      lengthOf = Uint8Array.from(data.headings, function (digit) { return Math.max(1, DIGITS.indexOf(digit)); });
      lettersOf = new Int32Array(terms.length);
      kindsOf = new Int32Array(terms.length);
      lettersOfShown = new Int32Array(terms.length);
      kindsOfShown = new Int32Array(terms.length);
      Promise.resolve().then(pause).then(listen);
      split = Splitter(words.stem, worth, function (word, s) { return shown[ids.get(s)] === word; }, data.compounds);
    }
    /* How every word sounds and which letters it has, a few at a time and before anyone has misspelt one. */
    function listen(all) {
      for (var end = Math.min(terms.length, all === true ? Infinity : heard + 300); heard < end; heard++) {
        var term = terms[heard], word = shown[heard];
        soundOf.push(sound(term));
        soundOfShown.push(word === term ? soundOf[heard] : sound(word));
        var has = letters(term), hasShown = letters(word);
        lettersOf[heard] = has.all;
        kindsOf[heard] = has.kinds;
        lettersOfShown[heard] = hasShown.all;
        kindsOfShown[heard] = hasShown.kinds;
        if (/[^\0-\x7f]/.test(term) && isFound(heard)) {
          var plain = fold(term);
          folded.set(plain, (folded.get(plain) || []).concat(heard));
        }
      }
      if (heard < terms.length) setTimeout(listen, 0);
    }
    function worth(stem) { var id = ids.get(stem); return id === undefined ? 0 : +core.parts[id]; }
    function weight(id) { return weights[id]; }
    function isFound(id) { return id !== undefined && weight(id) > 0; }
    function shardOf(id, starts) {
      var low = 0, high = starts.length - 1;
      while (low < high) { var mid = (low + high + 1) >> 1; if (starts[mid] <= id) low = mid; else high = mid - 1; }
      return low;
    }
    function fetchTerms(wanted) {
      var needed = new Set();
      wanted.forEach(function (id) { if (!lists.has(id)) needed.add(shardOf(id, core.postings)); });
      return Promise.all(Array.from(needed).map(function (n) {
        return file("p" + n).then(function (data) {
          data.lists.forEach(function (list, i) { lists.set(core.postings[n] + i, list); });
        });
      }));
    }
    function idf(id) {
      if (!idfs.has(id)) {
        var count = 0, page = -1, section = 0, list = lists.get(id);
        for (var i = 0; i < list.length; i++) {
          section += Math.floor(list[i] / STEP);
          if (pageOf[section] !== page) { page = pageOf[section]; count++; }
        }
        idfs.set(id, Math.max(0.35, Math.log(1 + (core.pages.length - count + 0.5) / (count + 0.5))));
      }
      return idfs.get(id);
    }

    /* ---- what a question may mean: ways to find each of its words ---- */
    function read(text, live) {
      var phrases = [], rest = text.replace(/["”“«»„]([^"”“«»„]+)["”“«»„]/g, function (_, p) { phrases.push(p); return " " + p + " "; });
      var items = [];
      words.words(rest).forEach(function (raw) {
        var parts = words.partsOf(raw), stem = words.stem(parts[0]), id = ids.get(stem);
        /* an ending may make another word of a common one: motena is not mot */
        if (isFound(id) && stop.has(terms[id]) && !stop.has(parts[0]) && shown[id] !== parts[0]) id = undefined;
        items.push({ raw: raw, word: parts[0], pieces: parts.slice(1), stem: stem, id: isFound(id) ? id : undefined,
          stop: stop.has(parts[0]), soft: soft.has(parts[0]), best: 0 });
      });
      var open = /[\p{L}\p{N}]$/u.test(text), last = items[items.length - 1];
      /* a letter or two of a next word say nothing yet: what the words before it found stands still */
      if (open && items.length > 1 && (live && last.word.length < 2 || last.id === undefined && !core.synonyms[last.stem]) && /^\p{L}{1,2}$/u.test(last.word)
        && items.some(function (t) { return t !== last && !t.stop && !t.soft; })) last.stop = true;
      if (open && live && items.length > 1 && last.stop && last.word.length > 1) ahead(last.word);
      if (!items.some(function (t) { return !t.stop && !t.soft; })) {
        var any = items.some(function (t) { return t.soft; });
        items.forEach(function (t) { if (!any) t.stop = false; t.soft = false; });
        /* a small word alone is the beginning of another */
        if (open && items.length === 1 && stop.has(last.word) && completions(last.word).length) last.id = undefined;
      }
      return { items: items, phrases: phrases.map(function (p) { return p.trim(); }).filter(Boolean), open: open };
    }
    function ways(asked, typing) {
      var items = asked.items, found = [];
      function add(at, span, list, w, why) {
        if (!list.length || list.some(function (id) { return !isFound(id); })) return false;
        found.push({ at: at, span: span, terms: list, w: w, why: why });
        for (var i = at; i < at + span; i++) items[i].best = Math.max(items[i].best, w);
        return true;
      }
      function stems(text) { return text.split(" ").map(function (s) { return ids.get(s); }); }
      items.forEach(function (t, i) {
        if (t.id !== undefined && !t.stop) add(i, 1, [t.id], 1, "same");
      });
      /* several words that are one, or that mean another */
      for (var i = 0; i < items.length; i++) {
        var key = "", joined = "";
        for (var span = 1; span <= 8 && i + span <= items.length; span++) {
          var t = items[i + span - 1];
          key += (span > 1 ? " " : "") + t.stem;
          if (span > 1 || !t.stop) (core.synonyms[key] || []).forEach(function (row) {
            var all = row[0].split(" "), list = all.filter(function (stem) { return !stop.has(stem); });
            var there = span === 1 && t.id !== undefined && list.length > 1, less = list.length && list.length < all.length;
            add(i, span, stems((list.length ? list : all).join(" ")), row[1] / (there ? 180 : less ? 130 : 100), "synonym");
          });
          if (span > 1 && span <= 3) {
            var whole = joined + t.word, one = [whole, joined + "s" + t.word].some(function (word) {
              return add(i, span, [ids.get(words.stem(word))], 1, "joined");
            });
            if (!one && span === 2 && whole.length > 8 && (t.id === undefined || items[i].id === undefined) && !t.stop && !items[i].stop) {
              near({ word: whole, stem: words.stem(whole) }, 1).slice(0, 1).forEach(function (like) { add(i, 2, [like.id], 0.95 - 0.15 * like.cost, "joined"); });
            }
          }
          joined += t.word;
        }
        if (i + 1 < items.length && PARTICLE.test(items[i + 1].word) && !items[i].stop) {
          for (var n = 0; n < NOUN.length; n++) {
            if (add(i, 2, [ids.get(words.stem(items[i + 1].word + items[i].stem + NOUN[n]))], 0.85, "joined")) break;
          }
        }
      }
      items.forEach(function (t, i) {
        if (t.stop || t.soft || t.word[0] === "§" || /^\p{N}/u.test(t.word)) return;
        var sure = t.best >= 0.5;
        if (t.id === undefined || (shown[t.id] !== t.word && terms[t.id] !== t.word)) {
          alike(t.word).forEach(function (id) { if (id !== t.id) sure = add(i, 1, [id], t.id === undefined ? 0.95 : 0.5, "plain") || sure; });
        }
        relatives(t.stem).forEach(function (id) { sure = add(i, 1, [id], t.id === undefined ? 0.75 : W.related, "related") || sure; });
        if (t.pieces.length) sure = add(i, 1, t.pieces.map(function (p) { return ids.get(words.stem(p)); }), t.id === undefined ? 0.85 : W.parts, "parts") || sure;
        var led = LED.exec(t.stem);
        if (led) add(i, 1, [ids.get(words.stem(led[2])), ids.get(led[1])], W.led, "particle");
        var parts = split(t.word);
        if (parts.length) {
          var inner = parts.map(words.stem);
          add(i, 1, inner.map(function (s) { return ids.get(s); }), t.id === undefined ? 0.85 : W.parts, "parts");
          (core.synonyms[inner.join(" ")] || []).forEach(function (row) { sure = add(i, 1, stems(row[0]), row[1] / 110, "synonym") || sure; });
        }
        if (t.word.length > 4 && (t.id === undefined || worth(t.stem) < core.compounds.best)) {
          var halves = apart(t.word);
          if (halves) {
            add(i, 1, halves, t.id === undefined ? 0.7 : W.parts, "parts");
            (core.synonyms[halves.map(function (id) { return terms[id]; }).join(" ")] || []).forEach(function (row) { sure = add(i, 1, stems(row[0]), row[1] / 105, "synonym") || sure; });
          }
        }
        if (t.id === undefined) t.parts = (t.pieces.length ? t.pieces : parts).map(function (p) { return ids.get(words.stem(p)); }).filter(isFound);
        if (typing && asked.open && i === items.length - 1 && t.word.length > 1) {
          completions(t.word).filter(function (id) { return id !== t.id; }).slice(0, t.id !== undefined ? 2 : t.word.length < 4 ? 4 : 6).forEach(function (id, n) { sure = add(i, 1, [id], (t.id === undefined ? 0.85 : 0.3) - 0.02 * n, "begun") || sure; });
        }
        t.sure = sure;
      });
      items.forEach(function (t, i) {
        /* a slip may be a rare word, here or in a page of the other language: notise, notis */
        if (t.id !== undefined && !t.stop && !t.soft && t.word.length > 4 && shown[t.id] !== t.word && weight(t.id) < 4) {
          near(t).forEach(function (one) { if (one.id !== t.id && weight(one.id) > weight(t.id) + 2) add(i, 1, [one.id], 0.65 - 0.15 * one.cost, "rare"); });
        }
        if (t.sure || t.id !== undefined || t.stop || t.soft || t.word[0] === "§" || /^\p{N}/u.test(t.word)) return;
        near(t).forEach(function (one) { add(i, 1, [one.id], 0.85 - 0.15 * one.cost, "near"); });
        if (!t.best) brokenParts(t.word).forEach(function (pair) { add(i, 1, pair, 0.6, "near"); });
        if (!t.best || t.best < 0.8) begunCompound(t.word).forEach(function (pair) { add(i, 1, pair, 0.6, "parts"); });
        if (!t.best) add(i, 1, half(t.word), 0.5, "near");
      });
      return found;
    }
    function alike(word) {
      listen(true);
      var plain = fold(word), out = new Set();
      [plain, plain.replace(/ae/g, "a").replace(/oe/g, "o").replace(/aa/g, "a")].forEach(function (one) {
        [one, fold(words.stem(one)), fold(words.stem(word))].forEach(function (form) {
          (folded.get(form) || []).forEach(function (id) { out.add(id); });
          if (form !== word && fold(form) === form && word !== plain && isFound(ids.get(form))) out.add(ids.get(form));
        });
      });
      return Array.from(out);
    }
    function relatives(stem) {
      var out = [];
      RELATED.forEach(function (end) {
        var longer = ids.get(stem + end);
        if (isFound(longer)) out.push(longer);
        if (stem.length > end.length + 3 && stem.slice(-end.length) === end) {
          var root = stem.slice(0, -end.length);
          [root, root + "er", root + "ing", root + "ning"].forEach(function (s) { if (s !== stem && isFound(ids.get(s))) out.push(ids.get(s)); });
        }
      });
      return Array.from(new Set(out));
    }
    /* Words that have grown together: fastvårdkontakt, loggain. The fewest words that each are one. */
    function apart(word) {
      var best = [], size = word.length;
      best[0] = { list: [], value: 0 };
      for (var end = 2; end <= size; end++) {
        for (var from = 0; from <= end - 2; from++) {
          if (!best[from] || best[from].list.length > 3) continue;
          var part = word.slice(from, end), id = ids.get(words.stem(part));
          if (!isFound(id) || (end - from === size)) continue;
          if (part.length < 5 && shown[id] !== part && terms[id] !== part) continue;
          if (part.length < 4 && weight(id) < 4) continue;
          var value = best[from].value + weight(id) + 2 * part.length - 14;
          if (!best[end] || value > best[end].value) best[end] = { list: best[from].list.concat(id), value: value, words: (best[from].words || []).concat(part) };
        }
      }
      var found = best[size];
      if (!found || found.list.length < 2 || found.words.every(function (w) { return stop.has(w); })) return null;
      return found.list;
    }
    function completions(begun) {
      var low = 0, high = terms.length, out = [];
      while (low < high) { var mid = (low + high) >> 1; if (terms[mid] < begun) low = mid + 1; else high = mid; }
      for (; low < terms.length && terms[low].startsWith(begun); low++) {
        if (isFound(low) && !stop.has(shown[low])) out.push(low);
      }
      if (!out.length && begun.length > 4) { /* past the stem: "inskrivningsmeddela" */
        var stem = words.stem(begun);
        for (var cut = begun.length - 1; cut >= Math.max(4, begun.length - 4); cut--) {
          var id = ids.get(begun.slice(0, cut));
          if (isFound(id) && shown[id].slice(0, begun.length) === begun && terms[id] !== stem) { out.push(id); break; }
        }
      }
      return out.sort(function (a, b) { return weight(b) - weight(a) || a - b; }).slice(0, 8);
    }
    /* What a beginning may become is fetched before it is asked for. */
    function ahead(begun) { fetchTerms(completions(begun).slice(0, 4)).catch(function () { /* then it is fetched when asked for */ }); }
    function near(t, most) {
      var limit = most === undefined ? allowed(t.stem.length) : most, wide = most === undefined ? allowed(t.word.length) : most, out = [];
      listen(true);
      var mine = sound(t.stem), myWord = sound(t.word), inStem = letters(t.stem), inWord = letters(t.word);
      for (var id = 0; id < terms.length; id++) {
        var term = terms[id];
        if (term.length < 3 || Math.abs(term.length - t.stem.length) > 3 || !weights[id]) continue;
        var same = soundOf[id] === mine || soundOfShown[id] === myWord, cost = same ? 0.5 : 99;
        var other = term[0] !== t.stem[0] && soundOf[id][0] !== mine[0];
        if (other && t.word.length < 6) continue;
        if (!same && atLeast(inStem.all, inStem.kinds, lettersOf[id], kindsOf[id]) <= limit) cost = distance(t.stem, term, limit);
        if (cost > limit && Math.abs(shown[id].length - t.word.length) < 3) {
          cost = atLeast(inWord.all, inWord.kinds, lettersOfShown[id], kindsOfShown[id]) <= wide ? distance(t.word, shown[id], wide) : 99;
        }
        if (other) cost += 0.7;
        if (cost > wide || term.charCodeAt(0) < 97 || stop.has(shown[id])) continue;
        /* a word much shorter or longer is another word */
        if (cost > 1 && Math.abs(term.length - t.stem.length) > 1.5 && t.word.length < 9) continue;
        out.push({ id: id, cost: cost });
      }
      out.sort(function (a, b) { return a.cost - b.cost || weight(b.id) - weight(a.id) || a.id - b.id; });
      return out.filter(function (one) { return one.cost <= out[0].cost + 0.3; }).slice(0, 3);
    }
    function brokenParts(word) {
      if (word.length < 9) return [];
      for (var at = 4; at <= word.length - 4; at++) {
        var a = word.slice(0, at), b = word.slice(at), out = [];
        modifiers(a, core.compounds.least).forEach(function (form) {
          var id = ids.get(words.stem(form)), other = ids.get(words.stem(b));
          if (worth(words.stem(form)) && isFound(id) && b.length > 4) near({ word: b, stem: words.stem(b) }, 1).slice(0, 1).forEach(function (one) { out.push([id, one.id]); });
          if (worth(words.stem(b)) && isFound(other) && form.length > 4) near({ word: form, stem: words.stem(form) }, 1).slice(0, 1).forEach(function (one) { out.push([one.id, other]); });
        });
        if (out.length) return out.slice(0, 2);
      }
      return [];
    }

    /* A compound whose last part is begun, or clipped: utskrivningsinfo. */
    function begunCompound(word) {
      for (var at = 4; at <= word.length - 3; at++) {
        var rest = completions(word.slice(at)), out = [];
        if (!rest.length) continue;
        modifiers(word.slice(0, at), core.compounds.least).forEach(function (form) {
          var id = ids.get(words.stem(form));
          if (worth(words.stem(form)) && isFound(id)) rest.slice(0, 2).forEach(function (other) { out.push([id, other]); });
        });
        if (out.length) return out;
      }
      return [];
    }
    /* Of a compound with one part that is known: that part, if it is long enough to be its subject. */
    function half(word) {
      for (var at = word.length - 3; at >= 5; at--) {
        var forms = modifiers(word.slice(0, at), core.compounds.least);
        for (var i = 0; i < forms.length; i++) {
          var id = ids.get(words.stem(forms[i]));
          if (isFound(id) && worth(words.stem(forms[i])) && forms[i].length > 4) return [id];
        }
      }
      for (at = 3; at <= word.length - 6; at++) {
        var last = ids.get(words.stem(word.slice(at)));
        if (isFound(last) && worth(words.stem(word.slice(at)))) return [last];
      }
      return [];
    }

    /* ---- how well each piece of a page answers ---- */
    function listScores(id) {
      var out = new Float32Array(pageOf.length), high = new Float32Array(pageOf.length), list = lists.get(id), section = 0;
      var at = new Uint32Array(list.length), lengths = core.lengths;
      for (var i = 0; i < list.length; i++) {
        at[i] = section += Math.floor(list[i] / STEP);
        var code = list[i] % STEP, place = (code / LEVELS) | 0;
        var value = W.place[place] * W.level[code % LEVELS];
        if (place === HIGH && section === firstOf[pageOf[section]]) value *= W.title;
        if (place < 2) value /= 1 - W.length + W.length * Math.min(4, DIGITS.indexOf(lengths[section]) / 8);
        out[section] = value;
        if (place === HIGH || place === OTHER_NAME) high[section] = 1;
        else if (place === PART_HIGH) high[section] = 0.5;
      }
      return { s: out, high: high, at: at };
    }
    function score(asked, found, options) {
      var size = pageOf.length, items = asked.items, touched = new Uint8Array(core.pages.length);
      if (scored.size > 60) scored.clear(); /* the words of a few questions: what is being typed mostly stays */
      function of(id) {
        if (!scored.has(id)) scored.set(id, listScores(id));
        return scored.get(id);
      }
      var none = new Float32Array(size), values = new Float64Array(size), covers = new Float64Array(size);
      items.forEach(function (t) { t.s = t.best ? new Float32Array(size) : none; t.high = t.best ? new Float32Array(size) : none; t.idf = 0; });
      /* Words for the same thing count alike, as the most common of them: else an odd word for it is worth more than its name. */
      var rarity = items.map(function () { return Infinity; });
      found.forEach(function (way) {
        way.idfs = way.terms.map(idf);
        way.mean = way.idfs.reduce(function (a, b) { return a + b; }, 0) / way.idfs.length;
        for (var i = way.at; i < way.at + way.span && way.w >= W.same; i++) rarity[i] = Math.min(rarity[i], way.mean);
      });
      found.forEach(function (way) {
        var share = Math.min(1, Math.max.apply(null, rarity.slice(way.at, way.at + way.span)) / way.mean);
        var arrays = way.terms.map(of), idfs = way.idfs.map(function (x) { return x * share; }), mean = way.mean * share, n = arrays.length;
        arrays.forEach(function (one) { for (var x = 0; x < one.at.length; x++) {
          var s = one.at[x], sum = 0, high = 0, first = firstOf[pageOf[s]];
          for (var k = 0; k < n; k++) {
            var value = arrays[k].s[s];
            if (n > 1) value = Math.max(value, 0.6 * arrays[k].s[first]);
            if (!value) { sum = 0; break; }
            sum += idfs[k] * value;
            high += arrays[k].high[s];
          }
          if (!sum) continue;
          sum = sum / n * way.w;
          high = high / way.span * (way.w < 0.5 ? 0.5 : 1);
          touched[pageOf[s]] = 1;
          for (var i = way.at; i < way.at + way.span; i++) {
            if (items[i].s[s] < sum) items[i].s[s] = sum;
            if (items[i].high[s] < high) items[i].high[s] = high;
          }
        } });
        for (var j = way.at; j < way.at + way.span; j++) items[j].idf = Math.max(items[j].idf, mean * (way.why === "same" ? 1 : way.w));
      });
      var content = items.filter(function (t) { return !t.stop && !t.soft; });
      if (!content.length) content = items.filter(function (t) { return t.best && !t.soft; });
      var soft = items.filter(function (t) { return t.soft && t.best; });
      content.forEach(function (t) { if (!t.best) t.idf = 0; });
      var all = content.reduce(function (a, t) { return a + t.idf; }, 0) || 1;
      var pages = [], top = new Float32Array(content.length), own = core.own[items.map(function (t) { return t.stem; }).join(" ")] || [];
      found.forEach(function (way) {
        if (way.span === items.length && (way.w >= 0.85 || way.why === "near")) own = own.concat(core.own[way.terms.map(function (id) { return terms[id]; }).join(" ")] || []);
      });
      var kinds = new Set();
      found.forEach(function (way) { if (way.terms.length === 1 && way.w >= 0.75) kinds.add(core.kinds[terms[way.terms[0]]]); });
      var n = content.length, scores = content.map(function (t) { return t.s; }), highs = content.map(function (t) { return t.high; });
      var rare = content.map(function (t) { return t.idf; }), asking = soft.map(function (t) { return t.s; }), hits = 0;
      /* Weighs every section of a page; returns the best one, or -1. A function of its own, that the browser soon makes quick. */
      function weigh(from, to, elsewhere, likeness) {
        var best = -1, i, k, s;
        for (k = 0; k < n; k++) {
          var one = scores[k], most = 0;
          for (s = from; s < to; s++) if (one[s] > most) most = one[s];
          top[k] = elsewhere * most * 0.6;
        }
        hits = 0;
        for (s = from; s < to; s++) {
          var sum = 0, have = 0, high = 0, there = false;
          for (i = 0; i < n; i++) {
            var v = scores[i][s], title = W.under * scores[i][from], here = v > title ? v : title;
            if (v) there = true;
            if (here) { sum += here; have += rare[i]; } else if (top[i]) { sum += top[i]; have += rare[i] * elsewhere * 2; }
            high += highs[i][s];
          }
          if (!there) continue;
          for (i = 0; i < asking.length; i++) sum += W.soft * asking[i][s];
          var cover = Math.min(1, have / all), like = Math.min(1, high / lengthOf[s]) * Math.min(1, high / n);
          sum *= (cover === 1 ? 1 : Math.pow(cover, W.cover)) * (1 + (s === from ? W.asked : likeness) * like);
          values[s] = sum;
          covers[s] = cover;
          hits++;
          if (best < 0 || sum > values[best]) best = s;
        }
        return best;
      }
      for (var p = 0; p < core.pages.length; p++) {
        if (!touched[p]) continue;
        var from = firstOf[p], to = firstOf[p + 1], row = core.pages[p];
        var best = weigh(from, to, W.near * (SEPARATE[row[2]] || (to - from > 25 ? 0.2 : to - from > 12 ? 0.5 : 1)), W[row[2]] || W.other);
        if (best < 0) continue;
        var value = values[best] * row[3] / 100;
        value *= 1 + W.more * Math.min(5, hits - 1);
        if (kinds.has(row[2])) value *= W.kind;
        /* what is for the reader's role alone more than what is for many */
        if (options.role && (row[5] || []).indexOf(options.role) >= 0) value *= 1 + W.mine / Math.min(4, row[5].length);
        if (options.area && (row[6] || []).length) value *= row[6].indexOf(options.area) >= 0 ? 1.25 : 0.95;
        pages.push({ page: p, value: own.indexOf(p) < 0 ? value : value * W.own, plain: value, cover: covers[best] });
      }
      pages.sort(function (a, b) { return b.value - a.value || a.page - b.page; });
      /* The sections of a page that answer, the best first; only for the pages that are shown. */
      function hitsOf(p) {
        var hits = [];
        for (var s = firstOf[p]; s < firstOf[p + 1]; s++) if (values[s]) hits.push({ s: s, value: values[s] });
        return hits.sort(function (a, b) { return b.value - a.value || a.s - b.s; });
      }
      return { pages: pages, content: content, hitsOf: hitsOf };
    }

    /* ---- an answer ---- */
    var turn = 0;
    function scoredWith(asked, found, options, go) {
      var wanted = new Set([].concat.apply([], found.map(function (w) { return w.terms; })));
      return fetchTerms(wanted).then(pause).then(go).then(function () { return score(asked, found, options); });
    }
    function alone(t, i) {
      t.best = Math.max(t.best, W.alone);
      return t.parts.map(function (id) { return { at: i, span: 1, terms: [id], w: W.alone, why: "part" }; });
    }
    /* options: limit, role, area, and `live` for what is being typed: a later one then ends an earlier, before it fetches more. */
    function query(text, options) {
      options = options || {};
      text = text.replace(/\S{65,}/g, function (word) { return word.slice(0, 64); }); /* longer than any word: a slip of the hand */
      var mine = options.live ? ++turn : 0;
      function go(value) {
        if (mine && mine !== turn) throw new Error("stale");
        return value;
      }
      return start().then(pause).then(go).then(function () {
        var asked = read(text, options.live);
        if (!asked.items.length) return empty(text, asked, []);
        if (mine && text.length < 2) { ahead(asked.items[0].word); return empty(text, { items: [] }, []); }
        var found = ways(asked, options.typing !== false);
        return scoredWith(asked, found, options, go).then(function (result) {
          /* a compound whose parts never stand together: each part by itself */
          var more = asked.items.map(function (t, i) { return t.parts && t.parts.length && !t.s.some(Boolean) ? alone(t, i) : []; });
          more = [].concat.apply([], more);
          return more.length ? scoredWith(asked, found = found.concat(more), options, go) : result;
        }).then(function (result) {
          var pages = result.pages;
          var said = result.content.filter(function (t) { return t.best; }).length;
          if (said * 2 < result.content.length) pages = []; /* most of what was asked for is nowhere here */
          var top = pages.length ? pages[0] : null;
          pages = pages.filter(function (p) { return p.cover >= 0.34 && p.value >= 0.04 * top.plain; });
          if (!pages.length) return empty(text, asked, result.content);
          var chosen = asked.phrases.length ? verified(asked, pages, options, result.hitsOf) : pages;
          return Promise.all([chosen, pause()]).then(go).then(function (both) {
            if (!both[0].length) return empty(text, asked, result.content);
            return answer(text, asked, found, both[0], result, options);
          });
        });
      });
    }
    function textsOf(p) {
      var n = shardOf(p, core.texts);
      return file("t" + n).then(function (data) { return data.pages[p - core.texts[n]]; });
    }
    function sectionText(texts, i) { var row = texts[1 + i]; return i ? row : ["", "", row || ""]; }
    /* A phrase in quotes is looked for in the texts themselves, among the pages that have its words. */
    function verified(asked, pages, options, hitsOf) {
      var wanted = asked.phrases.map(function (p) { return words.words(p).join(" "); }), good = [];
      var most = Math.max(20, options.limit || 0), queue = pages.slice(0, 120);
      function some() {
        if (!queue.length || good.length >= most) return good;
        var batch = queue.splice(0, 12);
        return Promise.all(batch.map(function (p) { return textsOf(p.page); })).then(function (all) {
          batch.forEach(function (p, i) {
            var page = core.pages[p.page], texts = all[i];
            function has(text) { var line = " " + words.words(text).join(" ") + " "; return wanted.every(function (w) { return line.indexOf(" " + w + " ") >= 0; }); }
            var hits = hitsOf(p.page).filter(function (h) {
              var k = h.s - firstOf[p.page], row = sectionText(texts, k);
              return has((k ? row[1] : page[1] + ". " + texts[0]) + ". " + row[2]);
            });
            if (hits.length) good.push({ page: p.page, value: p.value, cover: p.cover, hits: hits });
          });
          return some();
        });
      }
      return Promise.resolve(some());
    }
    function empty(text, asked, content) {
      var nearest = new Set();
      asked.items.forEach(function (t) {
        if (t.stop || t.soft || t.word.length < 3 || /^\p{N}|^§/u.test(t.word)) return;
        near(t, allowed(t.word.length) + 0.5).forEach(function (one) { nearest.add(shown[one.id]); });
        completions(t.word.slice(0, Math.max(3, Math.floor(t.word.length * 0.6)))).slice(0, 3).forEach(function (id) { nearest.add(shown[id]); });
      });
      return { query: text, total: 0, hits: [], corrected: [], missing: (content || []).filter(function (t) { return !t.best; }).map(function (t) { return t.raw; }),
        tried: asked.items.filter(function (t) { return !t.stop && !t.soft; }).map(function (t) { return t.word; }), near: Array.from(nearest).slice(0, 5) };
    }
    function answer(text, asked, found, pages, result, options) {
      var marks = new Set(), inner = [], corrected = [];
      inner.known = new Map();
      found.forEach(function (way) {
        if (way.w < 0.3 || (way.why === "synonym" && way.terms.length > 1 && asked.items[way.at].id !== undefined)) return;
        way.terms.forEach(function (id) { marks.add(id); if (way.why !== "synonym" && terms[id].length > 3) inner.push(terms[id]); });
      });
      asked.items.forEach(function (t, i) {
        if (t.id !== undefined || t.stop) return;
        var way = found.filter(function (w) { return w.at === i && w.span === 1 && w.why === "near"; })[0];
        if (way && way.w >= t.best) corrected.push([t.raw, way.terms.map(function (id) { return shown[id]; }).join(" + ")]);
      });
      var picked = pages.slice(0, options.limit || 8);
      function told(all) {
        return {
          query: text, total: pages.length, corrected: corrected, near: [], tried: [],
          missing: result.content.filter(function (t) { return !t.best; }).map(function (t) { return t.raw; }),
          loose: pages[0].cover < 0.85,
          hits: picked.map(function (p, i) { return shape(p, p.hits || result.hitsOf(p.page), all[i], marks, inner); })
        };
      }
      var here = picked.every(function (p) { return files.has("t" + shardOf(p.page, core.texts)); });
      if (options.early && !here) options.early(told([])); /* on a slow line: the pages, before their texts */
      return Promise.all(picked.map(function (p) { return textsOf(p.page); })).then(told);
    }
    function shape(p, hits, texts, marks, inner) {
      var row = core.pages[p.page], first = firstOf[p.page];
      var hit = { url: row[0], title: row[1], kind: row[2], draft: Boolean(row[4]), roles: (row[5] || []).map(function (id) { return core.names.roles[id] || id; }),
        areas: (row[6] || []).map(function (id) { return core.names.areas[id] || id; }), lang: row[7] || core.lang, score: Math.round(p.value * 100) / 100, sections: [], more: 0 };
      hit.marked = mark(row[1], marks, inner);
      hit.lead = [];
      if (!texts) return hit;
      var best = hits[0], shownHits = hits.filter(function (h) { return h.s !== first && h.value > 0.35 * best.value; });
      var lead = texts[0];
      if (best.s === first || !shownHits.length) {
        var own = sectionText(texts, 0)[2];
        lead = own && marked(own, marks, inner).length > marked(texts[0], marks, inner).length ? excerpt(own, marks, inner) : texts[0];
      }
      hit.lead = mark(lead, marks, inner);
      shownHits.slice(0, PLACES).forEach(function (h, i) {
        var section = sectionText(texts, h.s - first);
        var one = { url: row[0] + "#" + section[0], heading: mark(section[1], marks, inner) };
        if (row[2] === "fraga") one.answer = section[2].split("\n").map(function (line) { return mark(line, marks, inner); });
        else if (!i) one.text = mark(excerpt(section[2], marks, inner), marks, inner);
        hit.sections.push(one);
      });
      hit.more = Math.max(0, shownHits.length - PLACES);
      return hit;
    }
    /* Where the words of a text begin and end, and which terms they are. What is typed next is mostly about the same texts. */
    function cutText(text) {
      if (cuts.size > 400) cuts.clear();
      var cut = cuts.get(text), match, pattern = new RegExp(WORD.source, "giu");
      if (cut) return cut;
      cuts.set(text, cut = { from: [], to: [], what: [] });
      while ((match = pattern.exec(text))) {
        var word = match[0].toLowerCase(), what = known.get(word);
        if (!what) {
          var whole = words.partsOf(word)[0];
          known.set(word, what = { whole: whole, id: ids.get(words.stem(whole)) });
        }
        cut.from.push(match.index);
        cut.to.push(match.index + match[0].length);
        cut.what.push(what);
      }
      return cut;
    }
    /* [from, to] of the words that are marked: those that were found, and longer ones that hold one. */
    function marked(text, marks, inner) {
      var cut = cutText(text), found = [];
      function holds(word) {
        if (!inner.known.has(word)) inner.known.set(word, inner.some(function (term) { return word.length > term.length + 2 && word.indexOf(term) >= 0; }));
        return inner.known.get(word);
      }
      cut.what.forEach(function (what, i) {
        if (marks.has(what.id) || (what.whole.length > 7 && holds(what.whole))) found.push([cut.from[i], cut.to[i]]);
      });
      return found;
    }
    /* A text as pieces, every second one marked. */
    function mark(text, marks, inner) {
      var out = [], at = 0;
      marked(text, marks, inner).forEach(function (word) {
        out.push(text.slice(at, word[0]), text.slice(word[0], word[1]));
        at = word[1];
      });
      out.push(text.slice(at));
      return out;
    }
    function excerpt(text, marks, inner) {
      var line = text.replace(/\n/g, " "), best = 0, most = -1;
      if (text.length <= LENGTH) return line;
      var at = marked(text, marks, inner).map(function (word) { return word[0]; });
      at.forEach(function (a, i) {
        var n = 0;
        for (var j = i; j < at.length && at[j] < a + LENGTH - AROUND; j++) n++;
        if (n > most) { most = n; best = a; }
      });
      var from = best > AROUND ? line.indexOf(" ", best - AROUND) + 1 : 0, to = from + LENGTH;
      if (to < line.length) to = Math.max(line.lastIndexOf(" ", to), from + 1);
      return (from ? "… " : "") + line.slice(from, to) + (to < line.length ? " …" : "");
    }
    return { start: start, query: query,
      inspect: function () { return start().then(function () { return { stem: words.stem, words: words.words, partsOf: words.partsOf, split: split, sound: sound, distance: distance, terms: terms, shown: shown }; }); } };
  }

  scope.KbEngine = Engine;
  Engine.weights = W;

  function unwrapped(text) { return JSON.parse(text.slice(text.indexOf("(") + 1, text.lastIndexOf(")"))); }

  /* In a worker: {base} once, the folder of the index, then {id, text, options}; an answer is {id, result} or {id, failed}, perhaps after {id, early}. */
  if (typeof scope.importScripts === "function" && typeof scope.document === "undefined") {
    var engine, given, refused, core = new Promise(function (done, fail) { given = done; refused = fail; });
    core.catch(function () { /* told to who asks */ });
    scope.onmessage = function (event) {
      var data = event.data;
      if (data.core !== undefined) {
        if (data.core) given(unwrapped(data.core)); else refused(new Error("core"));
        return;
      }
      if (data.base !== undefined) {
        engine = Engine(function (name) {
          if (name === "core") return core;
          return fetch(data.base + name + ".js").then(function (answer) {
            if (!answer.ok) throw new Error(name);
            return answer.text();
          }).then(unwrapped);
        });
        return;
      }
      if (data.options) data.options.early = function (result) { scope.postMessage({ id: data.id, early: result }); };
      (data.text === null ? engine.start() : engine.query(data.text, data.options)).then(
        function (result) { scope.postMessage({ id: data.id, result: data.text === null ? null : result }); },
        function (error) { scope.postMessage({ id: data.id, failed: String(error) }); });
    };
  }
})(typeof self !== "undefined" ? self : globalThis);
