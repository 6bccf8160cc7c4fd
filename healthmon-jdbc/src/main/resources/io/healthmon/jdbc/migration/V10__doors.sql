-- Who may ask. Names are compared without regard to case, by the rules of ASCII whatever the database's language: they have no other
-- letters, and in Turkish an I is no i.
create table healthmon_user (
    id         uuid primary key,
    name       varchar(100)             not null,
    role       varchar(20)              not null,
    password   varchar(1000),
    totp_key   varchar(40),
    totp_box   text,
    totp_step  bigint                   not null default 0,
    issuer     varchar(500),
    subject    varchar(255),
    enabled    boolean                  not null,
    created_at timestamp with time zone not null
);

create unique index idx_healthmon_user_name on healthmon_user (lower(name collate "C"));
create unique index idx_healthmon_user_identity on healthmon_user (issuer, subject);

create table healthmon_session (
    hash       varchar(64) primary key,
    handle     uuid                     not null unique,
    user_id    uuid                     not null references healthmon_user (id) on delete cascade,
    created_at timestamp with time zone not null,
    seen_at    timestamp with time zone not null,
    address    varchar(100)             not null,
    agent      varchar(200)             not null
);

create index idx_healthmon_session_user on healthmon_session (user_id);

create table healthmon_key (
    id         uuid primary key,
    prefix     varchar(8)               not null unique,
    name       varchar(100)             not null,
    hash       varchar(64)              not null,
    scopes     varchar(20)[]            not null,
    services   jsonb                    not null,
    created_by varchar(200)             not null,
    created_at timestamp with time zone not null,
    expires_at timestamp with time zone,
    revoked_at timestamp with time zone,
    seen_at    timestamp with time zone
);

create table healthmon_login_failure (
    subject varchar(200) primary key,
    count   integer                  not null,
    last_at timestamp with time zone not null
);

create index idx_healthmon_login_failure_last_at on healthmon_login_failure (last_at);

-- One row, which whoever changes a user, a key or a session's end holds meanwhile: so changes come one after another, and what must
-- hold of all users together is looked at under it. Its version is what others see of it.
create table healthmon_access (
    one     boolean primary key default true check (one),
    version bigint not null default 0
);

insert into healthmon_access default values;

-- What was done. Entries are only added: the table itself refuses everything else but the retention's deletion, which says that it is
-- that.
create table healthmon_audit (
    number  bigserial                primary key,
    at      timestamp with time zone not null,
    who     varchar(200)             not null,
    address varchar(100)             not null,
    action  varchar(60)              not null,
    subject varchar(200),
    detail  varchar(500)
);

create index idx_healthmon_audit_at on healthmon_audit (at);

create function healthmon_audit_stays() returns trigger language plpgsql as $$
begin
    if tg_op <> 'DELETE' or current_setting('healthmon.retention', true) is distinct from 'audit' then
        raise exception 'the audit is only added to';
    end if;
    return null;
end $$;

create trigger healthmon_audit_stays before update or delete or truncate on healthmon_audit
    for each statement execute function healthmon_audit_stays();
