-- A made-up record: lives, people and dates are drawn by hashing row numbers. Variables: deals, activities (a deal).
CREATE MACRO key(t, s) AS (md5_number_lower('bench|main|' || t || '|' || s) >> 1)::BIGINT;
CREATE MACRO draw(seed, i) AS (hash(i * 1000003 + seed) % 1000000) / 1000000.0;
CREATE MACRO day(epoch) AS make_date((epoch // 86400)::INT);
CREATE MACRO start() AS 1672531200; -- 2023-01-01
CREATE MACRO finish() AS 1672531200 + 3 * 365 * 86400;
CREATE MACRO stages() AS ['Discovery', 'Evaluation', 'Proposal', 'Negotiation'];

CREATE TABLE life AS
SELECT *, CASE WHEN ended_at > finish() THEN 'open' WHEN draw(2, i) < .3 THEN 'won' ELSE 'lost' END AS outcome
FROM (SELECT *, (opened_at + (20 + 180 * draw(7, i)) * 86400)::BIGINT AS ended_at
      FROM (SELECT i, i // 2 AS account, (start() + draw(1, i) * 3 * 365 * 86400)::BIGINT AS opened_at
            FROM range(getvariable('deals')) r(i)));

CREATE TABLE word AS
SELECT *, occurred_at + 3600 AS known,
  (['email', 'email', 'email', 'email', 'call', 'meeting', 'demo', 'note'])[1 + (hash(i + 17) % 8)::INT] AS kind,
  (['inbound', 'outbound'])[1 + (hash(i + 29) % 2)::INT] AS direction, (hash(i + 31) % 4)::BIGINT AS first_slot
FROM (SELECT i * getvariable('activities') + j AS i, i AS deal, account,
        (opened_at + (ended_at - opened_at) * (j + draw(11, i * getvariable('activities') + j))
          / getvariable('activities'))::BIGINT AS occurred_at
      FROM life, range(getvariable('activities')) a(j));

INSERT INTO account BY NAME
SELECT 'a' || i AS source_id, start() AS known_at, i AS line, 'Account ' || i AS name
FROM range(getvariable('deals') // 2 + 1) r(i);

INSERT INTO seller BY NAME
SELECT 's' || i AS source_id, start() AS known_at, i AS line, 'Seller ' || i AS name, true AS is_active
FROM range(200) r(i);

INSERT INTO person BY NAME
SELECT 'p' || i AS source_id, start() AS known_at, i AS line, 'contact' AS kind, 'Person ' || i AS full_name,
  (['Analyst', 'Engineer', 'Team Manager', 'Head of IT', 'VP Operations', 'CFO', NULL])[1 + (hash(i) % 7)::INT] AS title,
  (['individual', 'individual', 'manager', 'director', 'vp', 'c_level', 'unknown'])[1 + (hash(i) % 7)::INT] AS seniority,
  key('account', 'a' || i // 4) AS account_id
FROM range((getvariable('deals') // 2 + 1) * 4) r(i);

INSERT INTO stage BY NAME
SELECT name AS source_id, start() AS known_at, i AS line, name AS code, name AS label, i AS sort_order,
  CASE name WHEN 'Closed Won' THEN 'won' WHEN 'Closed Lost' THEN 'lost' ELSE 'open' END AS stage_class,
  'source' AS class_basis
FROM (SELECT unnest(stages() || ['Closed Won', 'Closed Lost']) AS name,
        generate_subscripts(stages() || ['Closed Won', 'Closed Lost'], 1) AS i);

INSERT INTO deal BY NAME
SELECT 'd' || i AS source_id, opened_at AS known_at, i AS line, 'Deal ' || i AS name,
  key('account', 'a' || account) AS account_id, key('seller', 's' || i % 200) AS owner_id, outcome,
  CASE outcome WHEN 'won' THEN 'Closed Won' WHEN 'lost' THEN 'Closed Lost' ELSE 'Proposal' END AS stage,
  5000 * pow(10, 2 * draw(3, i)) AS amount, 'EUR' AS currency, opened_at,
  CASE WHEN outcome <> 'open' THEN ended_at END AS closed_at, 'history' AS closed_at_basis,
  day(opened_at) + 90 AS close_date_stated, 'Price' AS loss_reason_stated, false AS closed_in_batch,
  true AS history_complete
FROM life;

INSERT INTO stage_history BY NAME
SELECT 'h' || i || '-' || sequence AS source_id, changed_at AS known_at, i AS line, key('deal', 'd' || i) AS deal_id,
  field, old_value, new_value, changed_at, 'source_history' AS basis, sequence
FROM (
  SELECT i, step AS sequence, 'stage' AS field, CASE WHEN step > 0 THEN stages()[step] END AS old_value,
    stages()[step + 1] AS new_value, (opened_at + (ended_at - opened_at) * step / 4)::BIGINT AS changed_at
  FROM life, range(4) s(step)
  UNION ALL
  SELECT i, 4, 'stage', 'Negotiation', CASE outcome WHEN 'won' THEN 'Closed Won' ELSE 'Closed Lost' END, ended_at
  FROM life WHERE outcome <> 'open'
  UNION ALL
  SELECT i, 5 + push, 'close_date', (day(opened_at) + (60 + 30 * push)::INT)::VARCHAR,
    (day(opened_at) + (90 + 30 * push)::INT)::VARCHAR, (opened_at + (ended_at - opened_at) * (push + 1) / 4)::BIGINT
  FROM life, range(3) p(push) WHERE push < hash(i + 5) % 4);

INSERT INTO deal_person BY NAME
SELECT 'd' || i || '-' || slot AS source_id, opened_at AS known_at, i AS line, key('deal', 'd' || i) AS deal_id,
  key('person', 'p' || (account * 4 + slot)) AS person_id, slot = 0 AS is_primary, 'crm_role' AS basis,
  (['unknown', 'champion', 'evaluator', 'decision_maker'])[slot + 1] AS role
FROM life, range(4) s(slot);

INSERT INTO activity BY NAME
SELECT 't' || i AS source_id, known AS known_at, i AS line, kind, direction, occurred_at, 'held' AS status,
  'Subject ' || i % 997 AS subject, false AS is_automated
FROM word;

INSERT INTO activity_deal BY NAME
SELECT 'l' || i AS source_id, known AS known_at, i AS line, key('activity', 't' || i) AS activity_id,
  key('deal', 'd' || deal) AS deal_id, 'source' AS basis
FROM word;

INSERT INTO activity_person BY NAME
SELECT 'w' || i || '-' || extra AS source_id, known AS known_at, i AS line, key('activity', 't' || i) AS activity_id,
  key('person', 'p' || (account * 4 + (first_slot + extra) % 4)) AS person_id, 'buyer' AS side,
  CASE WHEN kind IN ('meeting', 'demo') THEN 'attendee' WHEN direction = 'inbound' THEN 'from' ELSE 'to' END AS part
FROM word, range(2) e(extra)
WHERE kind <> 'note' AND (extra = 0 OR kind IN ('meeting', 'demo'));
