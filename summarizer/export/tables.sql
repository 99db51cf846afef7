-- The tables of an export. Datasette shows them as they are: it follows the foreign keys and offers the full-text
-- search of what an FTS table names as its content, written just so. Every column that people filter on has an index.

PRAGMA user_version = 1;

CREATE TABLE articles (
  id INTEGER PRIMARY KEY,
  output TEXT NOT NULL UNIQUE,      -- the summary's file, relative to the output folder
  size INTEGER NOT NULL,            -- of that file, and
  modified INTEGER NOT NULL,        -- when it was last changed, in nanoseconds: by these a change is noticed
  path TEXT,                        -- the article's file, as it was given
  sha256 TEXT NOT NULL,             -- of the article's text
  same_text_as TEXT,                -- the article that the summary was made of, where it has the same text
  headline TEXT,
  outlet TEXT,
  agency TEXT,
  byline TEXT,
  place TEXT,
  url TEXT,
  published_at TEXT,
  updated_at TEXT,
  language TEXT NOT NULL,
  words INTEGER NOT NULL,
  brief TEXT NOT NULL,
  text TEXT NOT NULL,
  warnings INTEGER NOT NULL,        -- how many things deserve a look
  rejected INTEGER NOT NULL,        -- how much of what the model proposed is not in the summary
  model TEXT NOT NULL,
  requests INTEGER NOT NULL,
  prompt_tokens INTEGER NOT NULL,
  completion_tokens INTEGER NOT NULL,
  cost_usd REAL,
  seconds REAL NOT NULL
);
CREATE INDEX articles_sha256 ON articles (sha256);
CREATE INDEX articles_outlet ON articles (outlet);
CREATE INDEX articles_agency ON articles (agency);
CREATE INDEX articles_place ON articles (place);
CREATE INDEX articles_published_at ON articles (published_at);
CREATE INDEX articles_language ON articles (language);
CREATE INDEX articles_model ON articles (model);

CREATE TABLE sources (
  id INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  source TEXT NOT NULL,             -- its identifier in the summary
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  disclosure TEXT NOT NULL,
  mentions TEXT NOT NULL            -- a JSON array
);
CREATE INDEX sources_article_id ON sources (article_id);
CREATE INDEX sources_name ON sources (name);
CREATE INDEX sources_kind ON sources (kind);
CREATE INDEX sources_disclosure ON sources (disclosure);

CREATE TABLE claims (
  id INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  claim TEXT NOT NULL,              -- its identifier in the summary
  text TEXT NOT NULL,
  status TEXT NOT NULL,
  status_cue TEXT,                  -- the article's words that decided the status
  source_group TEXT NOT NULL,       -- "group" is a word of SQL
  origin_id INTEGER REFERENCES sources (id) ON DELETE CASCADE,  -- who says it first; none for the article itself
  relay_id INTEGER REFERENCES sources (id) ON DELETE CASCADE,   -- who passes it on to the article, if somebody does
  said_by TEXT,                     -- the whole chain in words, from the originator to the last relay
  cue TEXT,
  speech TEXT NOT NULL,
  in_brief INTEGER NOT NULL,        -- whether a short brief should carry it
  evidence TEXT NOT NULL            -- the article's words that carry it
);
CREATE INDEX claims_article_id ON claims (article_id);
CREATE INDEX claims_status ON claims (status);
CREATE INDEX claims_source_group ON claims (source_group);
CREATE INDEX claims_origin_id ON claims (origin_id);
CREATE INDEX claims_relay_id ON claims (relay_id);
CREATE INDEX claims_speech ON claims (speech);
CREATE INDEX claims_in_brief ON claims (in_brief);

CREATE TABLE unconfirmed (
  id INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  text TEXT NOT NULL,
  reason TEXT NOT NULL,
  awaiting TEXT                     -- whose confirmation is missing, as the article names it
);
CREATE INDEX unconfirmed_article_id ON unconfirmed (article_id);
CREATE INDEX unconfirmed_reason ON unconfirmed (reason);
CREATE INDEX unconfirmed_awaiting ON unconfirmed (awaiting);

CREATE TABLE unconfirmed_claims (
  unconfirmed_id INTEGER NOT NULL REFERENCES unconfirmed (id) ON DELETE CASCADE,
  claim_id INTEGER NOT NULL REFERENCES claims (id) ON DELETE CASCADE,
  PRIMARY KEY (unconfirmed_id, claim_id)
);
CREATE INDEX unconfirmed_claims_claim_id ON unconfirmed_claims (claim_id);

CREATE TABLE evidence (
  id INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  claim_id INTEGER REFERENCES claims (id) ON DELETE CASCADE,
  unconfirmed_id INTEGER REFERENCES unconfirmed (id) ON DELETE CASCADE,
  role TEXT NOT NULL,               -- "claim", "status" or "unconfirmed": what the words stand for
  exact TEXT NOT NULL,
  start INTEGER NOT NULL,           -- in code points of the article's text
  "end" INTEGER NOT NULL
);
CREATE INDEX evidence_article_id ON evidence (article_id);
CREATE INDEX evidence_claim_id ON evidence (claim_id);
CREATE INDEX evidence_unconfirmed_id ON evidence (unconfirmed_id);
CREATE INDEX evidence_role ON evidence (role);

CREATE VIRTUAL TABLE claims_fts USING fts5 (text, said_by, evidence, content="claims", content_rowid="id");
CREATE TRIGGER claims_added AFTER INSERT ON claims BEGIN
  INSERT INTO claims_fts (rowid, text, said_by, evidence) VALUES (new.id, new.text, new.said_by, new.evidence);
END;
CREATE TRIGGER claims_removed AFTER DELETE ON claims BEGIN
  INSERT INTO claims_fts (claims_fts, rowid, text, said_by, evidence)
  VALUES ('delete', old.id, old.text, old.said_by, old.evidence);
END;

CREATE VIRTUAL TABLE articles_fts USING fts5 (headline, brief, text, content="articles", content_rowid="id");
CREATE TRIGGER articles_added AFTER INSERT ON articles BEGIN
  INSERT INTO articles_fts (rowid, headline, brief, text) VALUES (new.id, new.headline, new.brief, new.text);
END;
CREATE TRIGGER articles_removed AFTER DELETE ON articles BEGIN
  INSERT INTO articles_fts (articles_fts, rowid, headline, brief, text)
  VALUES ('delete', old.id, old.headline, old.brief, old.text);
END;

-- One row a claim with all that belongs to it: what the flat files hold.
CREATE VIEW claims_flat AS
SELECT
  articles.output,
  articles.path,
  articles.headline,
  articles.outlet,
  articles.agency,
  articles.published_at,
  articles.language,
  articles.model,
  claims.claim,
  claims.text,
  claims.status,
  claims.status_cue,
  claims.source_group,
  claims.said_by,
  origins.name AS origin,
  origins.kind AS origin_kind,
  origins.disclosure AS origin_disclosure,
  relays.name AS relay,
  relays.kind AS relay_kind,
  claims.cue,
  claims.speech,
  claims.in_brief,
  (
    SELECT group_concat(DISTINCT unconfirmed.reason)
    FROM unconfirmed_claims
    JOIN unconfirmed ON unconfirmed.id = unconfirmed_claims.unconfirmed_id
    WHERE unconfirmed_claims.claim_id = claims.id
  ) AS open_because,
  (
    SELECT min(unconfirmed.awaiting)
    FROM unconfirmed_claims
    JOIN unconfirmed ON unconfirmed.id = unconfirmed_claims.unconfirmed_id
    WHERE unconfirmed_claims.claim_id = claims.id
  ) AS awaiting,
  claims.evidence,
  (SELECT min(start) FROM evidence WHERE evidence.claim_id = claims.id AND evidence.role = 'claim') AS start,
  (SELECT max("end") FROM evidence WHERE evidence.claim_id = claims.id AND evidence.role = 'claim') AS "end",
  claims.id AS claim_id,
  articles.id AS article_id
FROM claims
JOIN articles ON articles.id = claims.article_id
LEFT JOIN sources AS origins ON origins.id = claims.origin_id
LEFT JOIN sources AS relays ON relays.id = claims.relay_id;
