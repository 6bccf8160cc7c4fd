-- The commission's two tables, with its names, columns and indexes, so that its SQL and its clients work unchanged. Widened on
-- purpose: id is a bigint, and the check log is partitioned by UTC day, so that retention drops a table instead of deleting rows.

create table service_health_checks (
    id               bigserial                not null,
    service_name     varchar(100)             not null,
    status           varchar(20)              not null,
    checks           jsonb,
    response_time_ms integer,
    timestamp        timestamp with time zone not null default now(),
    reason           varchar(50),
    message          varchar(500),
    body_format      varchar(30),
    primary key (id, timestamp)
) partition by range (timestamp);

create index idx_service_timestamp on service_health_checks (service_name, timestamp);
create index idx_status_timestamp on service_health_checks (status, timestamp);
-- History over all services, newest first, reads one page of this and not a day of rows.
create index idx_healthmon_checks_timestamp on service_health_checks (timestamp);

create table service_health_alerts (
    id           bigserial                primary key,
    service_name varchar(100)             not null,
    severity     varchar(20)              not null,
    message      varchar(500)             not null,
    status       varchar(20)              not null default 'active',
    triggered_at timestamp with time zone not null default now(),
    resolved_at  timestamp with time zone
);

create index idx_alert_service_status on service_health_alerts (service_name, status);
create index idx_alert_triggered on service_health_alerts (triggered_at);
create index idx_healthmon_alert_active on service_health_alerts (triggered_at) where status = 'active';

-- What became of each alert, step by step.
create table healthmon_alert_event (
    id       bigserial                primary key,
    alert_id bigint                   not null references service_health_alerts (id) on delete cascade,
    kind     varchar(20)              not null,
    at       timestamp with time zone not null,
    severity varchar(20)              not null,
    message  varchar(500)             not null,
    reason   varchar(500)             not null
);

create index idx_healthmon_alert_event_alert on healthmon_alert_event (alert_id);

-- The fold of each service's log. Its rows are updated with every check: half of each page is left free, so that updates stay
-- on their page and touch no index, and vacuum comes early, because the table is small and never idle.
create table healthmon_service_state (
    service_name       varchar(100) primary key,
    check_id           bigint,
    status             varchar(20),
    checks             jsonb,
    response_time_ms   integer,
    checked_at         timestamp with time zone,
    reason             varchar(50),
    message            varchar(500),
    body_format        varchar(30),
    since              timestamp with time zone,
    failure_streak     integer not null,
    recovery_streak    integer not null,
    alert_triggered_at timestamp with time zone
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000);

-- Counts per service and UTC hour: what uptime is read from, so that it costs the same however many rows there are.
create table healthmon_hourly_rollup (
    service_name varchar(100)             not null,
    hour         timestamp with time zone not null,
    healthy      bigint                   not null,
    degraded     bigint                   not null,
    unhealthy    bigint                   not null,
    unknown      bigint                   not null,
    first_at     timestamp with time zone not null,
    primary key (service_name, hour)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 5000);

create index idx_healthmon_rollup_hour on healthmon_hourly_rollup (hour);

-- The pen: one row. A new writer raises the epoch, which fences the one before; each batch raises the sequence, which tells a
-- batch that is given again from a new one.
create table healthmon_writer (
    only_row boolean primary key default true check (only_row),
    epoch    bigint not null,
    sequence bigint not null
) with (fillfactor = 10);

insert into healthmon_writer (epoch, sequence) values (0, 0);
