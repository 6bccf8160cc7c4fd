-- What decisions rest on beyond the streaks, beside each service's state, and what keeps its alert at present: held_by and held_by_at
-- are the service and the time of the alert that lists it. What is only written and read back as a whole is json, which keeps its order
-- and costs less to write than jsonb.
alter table healthmon_service_state
    add column streak_checks  json,
    add column changes        integer not null default 0,
    add column observed       integer not null default 0,
    add column observed_since timestamp with time zone,
    add column held_cause     varchar(20),
    add column held_because   varchar(200),
    add column held_by        varchar(100),
    add column held_by_at     timestamp with time zone,
    add column held_since     timestamp with time zone;

alter table service_health_alerts
    add column flapping        boolean not null default false,
    add column acknowledged_by varchar(100),
    add column acknowledged_at timestamp with time zone,
    add column acknowledgement varchar(500),
    add column channels        varchar(100)[] not null default '{}';

-- A suppression is an event too: of the alert that lists it, or of none.
alter table healthmon_alert_event
    alter column alert_id drop not null,
    add column service_name varchar(100),
    add column rule         varchar(50),
    add column facts        json,
    add column checks       json,
    add column cause        varchar(20),
    add column because      varchar(200);

update healthmon_alert_event event
set service_name = alert.service_name from service_health_alerts alert where alert.id = event.alert_id;

alter table healthmon_alert_event
    alter column service_name set not null,
    alter column severity drop not null,
    alter column message drop not null;

create index idx_healthmon_alert_event_service on healthmon_alert_event (service_name, at);
create index idx_healthmon_alert_event_at on healthmon_alert_event (at);

-- What is to be sent, written with what it tells of, and what became of each attempt.
create table healthmon_outbox (
    id           bigserial                primary key,
    key          varchar(400)             not null unique,
    channel      varchar(100)             not null,
    service_name varchar(100)             not null,
    triggered_at timestamp with time zone not null,
    kind         varchar(20)              not null,
    at           timestamp with time zone not null,
    content      json                     not null,
    status       varchar(20)              not null default 'pending',
    attempts     integer                  not null default 0,
    digest       varchar(400),
    ended_at     timestamp with time zone
);

create index idx_healthmon_outbox_pending on healthmon_outbox (id) where status = 'pending';
create index idx_healthmon_outbox_alert on healthmon_outbox (service_name, triggered_at);
create index idx_healthmon_outbox_ended on healthmon_outbox (ended_at);

create table healthmon_delivery (
    id           bigserial                primary key,
    key          varchar(400)             not null,
    channel      varchar(100)             not null,
    service_name varchar(100)             not null,
    triggered_at timestamp with time zone not null,
    attempt      integer                  not null,
    outcome      varchar(20)              not null,
    at           timestamp with time zone not null,
    took_ms      integer                  not null,
    detail       varchar(500)             not null,
    digest       varchar(400)
);

create index idx_healthmon_delivery_alert on healthmon_delivery (service_name, triggered_at);
create index idx_healthmon_delivery_at on healthmon_delivery (at);

-- What people say beforehand.
create table healthmon_silence (
    id         uuid primary key,
    matcher    jsonb                    not null,
    author     varchar(100)             not null,
    reason     varchar(500)             not null,
    created_at timestamp with time zone not null,
    starts_at  timestamp with time zone not null,
    ends_at    timestamp with time zone not null,
    ended_at   timestamp with time zone,
    ended_by   varchar(100)
);

create table healthmon_maintenance (
    id         uuid primary key,
    name       varchar(100)             not null,
    matcher    jsonb                    not null,
    author     varchar(100)             not null,
    reason     varchar(500)             not null,
    created_at timestamp with time zone not null,
    starts_at  timestamp with time zone,
    ends_at    timestamp with time zone,
    cron       varchar(100),
    zone       varchar(100),
    duration_s bigint,
    ended_at   timestamp with time zone,
    ended_by   varchar(100)
);

-- A time in which a service was not observed is a gap too: nothing was given up in it, so it has no checks.
alter table healthmon_gap add column kind varchar(20) not null default 'given_up';
