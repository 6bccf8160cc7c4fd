-- Twenty days of three services until 2026-03-01T10:00:00Z, and whatever else may be found in such a table.

INSERT INTO service_health_checks (service_name, status, checks, response_time_ms, timestamp)
SELECT name, CASE WHEN i % 7 = 3 THEN 'unhealthy' WHEN i % 7 = 5 THEN 'degraded' ELSE 'healthy' END,
    '{"database": "healthy", "redis": "healthy"}', 10 + i % 50, '2026-03-01T09:59:30Z'::timestamptz - i * interval '90 minutes'
FROM generate_series(320, 0, -1) AS i, unnest(ARRAY['stream-bot', 'discord-bot', 'Weird Näme / ☃ '';--']) AS name;

-- Several of one service at one moment, as two processes of the original make them; other words, other values, none.
INSERT INTO service_health_checks (service_name, status, checks, response_time_ms, timestamp) VALUES
    ('twins', 'healthy', 'null', 1, '2026-02-28T12:00:00Z'),
    ('twins', 'degraded', NULL, NULL, '2026-02-28T12:00:00Z'),
    ('twins', 'Unhealthy', '[]', -5, '2026-02-28T12:00:00Z'),
    ('twins', 'HEALTHY', '"up"', 2147483647, '2026-02-28T12:00:00.000001Z'),
    ('twins', 'on fire!', '[1, {"a": 2}]', 0, '2026-02-28T11:59:59.999999Z'),
    ('', '', '{}', 0, '2026-02-28T11:00:00Z'),
    ('hostile', 'healthy', '{"nul": "a\u0000b", "\u0000": 1}', 0, '2026-02-28T10:00:01Z'),
    ('hostile', 'healthy', '{"lone": "\ud83d", "\udc00x": "x\ud83d"}', 0, '2026-02-28T10:00:02Z'),
    ('hostile', 'healthy', '{"huge": 1e400000, "tiny": 1e-400000}', 0, '2026-02-28T10:00:03Z'),
    ('hostile', 'healthy', '{"absurd": 1e99999999999}', 0, '2026-02-28T10:00:03Z'),
    ('hostile', 'healthy', '{"a": 1, "a": 2, "": 3, "💥": "💥"}', 0, '2026-02-28T10:00:04Z'),
    ('hostile', 'healthy', ('{"deep": ' || repeat('[', 1500) || repeat(']', 1500) || '}')::json, 0, '2026-02-28T10:00:05Z'),
    ('hostile', 'healthy', ('{"long": "' || repeat('x', 300000) || '", "ok": "healthy"}')::json, 0, '2026-02-28T10:00:06Z'),
    ('hostile', 'healthy', ('{"longer": "' || repeat('x', 3000000) || '"}')::json, 0, '2026-02-28T10:00:07Z'),
    ('hostile', 'healthy', ('{"digits": ' || repeat('9', 5000) || '}')::json, 0, '2026-02-28T10:00:08Z'),
    ('hostile', 'healthy', ('{"wide": [' || repeat('{},', 20000) || '{}]}')::json, 0, '2026-02-28T10:00:09Z');

-- Older than is kept, older than is counted, and ahead of the clock.
INSERT INTO service_health_checks (service_name, status, checks, response_time_ms, timestamp)
SELECT 'old', CASE WHEN i % 3 = 0 THEN 'Healthy' ELSE 'unknown' END, '{}', 5,
    '2026-02-01T00:00:00Z'::timestamptz - i * interval '31 hours'
FROM generate_series(0, 400) AS i;

INSERT INTO service_health_checks (service_name, status, timestamp) VALUES
    ('ahead', 'healthy', '2026-03-01T11:00:00Z'),
    ('ahead', 'unhealthy', '2026-03-01T08:00:00Z'),
    ('ahead', 'healthy', '2026-05-05T00:00:00Z'),
    ('ahead', 'healthy', '2031-01-01T00:00:00Z'),
    ('ahead', 'healthy', 'infinity'),
    ('behind', 'healthy', '-infinity'),
    ('behind', 'healthy', '0001-01-01T00:00:00Z BC');

-- The last id that an int has.
INSERT INTO service_health_checks (id, service_name, status, timestamp) VALUES (2147483647, 'last', 'degraded', '2026-03-01T09:00:00Z');

INSERT INTO service_health_alerts (service_name, severity, message, status, triggered_at, resolved_at) VALUES
    ('stream-bot', 'critical', 'Service stream-bot is unhealthy', 'resolved', '2026-02-20T10:00:00Z', '2026-02-20T10:05:00Z'),
    ('stream-bot', 'critical', 'Service stream-bot is degraded', 'active', '2026-02-28T10:00:05Z', NULL),
    ('stream-bot', 'Critical', 'Service stream-bot is unhealthy', 'active', '2026-02-28T10:00:00Z', NULL),
    ('stream-bot', 'critical', 'Service stream-bot is unhealthy', 'ACTIVE', '2026-02-28T10:00:00Z', NULL),
    ('discord-bot', 'warning', repeat('💥', 600), 'Resolved', '2026-02-21T00:00:00Z', NULL),
    ('gone', 'apocalyptic', '', 'active', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'),
    ('Weird Näme / ☃ '';--', 'warning', 'weird', 'acknowledged', '2026-02-21T00:00:00Z', '2026-02-22T00:00:00Z'),
    ('stream-bot', 'warning', 'forgotten', 'resolved', '2024-01-01T00:00:00Z', '2024-01-01T00:05:00Z'),
    ('old', 'warning', 'old, and active', 'active', '2024-01-01T00:00:00Z', NULL),
    ('ahead', 'warning', 'never', 'resolved', 'infinity', '-infinity');
