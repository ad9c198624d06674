using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Synthora.Data.Migrations;

/// <summary>What accounts need to be lived with: letters, links, personal tokens, limits of one's own, and a way out.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("00000000000005_Accounts")]
public sealed class M0005Accounts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        alter table users
            add column firebase_uid text,
            add column supabase_sub text,
            add column premium_grant boolean not null default false,
            add column terms_accepted_at timestamptz,
            add column auto_publish_consent_at timestamptz,
            add column deleted_at timestamptz,
            add column deleted_by uuid,
            add column purge_after timestamptz,
            add column clear_after timestamptz;

        alter table users alter column premium_grant drop default;

        alter table sessions add column address text, add column seen_at timestamptz;

        alter table videos add column counted_on date;

        -- What was begun today counts for today still.
        update videos set counted_on = (created_at at time zone 'UTC')::date where status <> 'failed' and created_at > now() - interval '2 days';

        alter table audit_entries add column before text, add column after text;

        create table mailed_links (
            hash bytea not null,
            user_id uuid not null,
            purpose text not null,
            email_key text not null,
            created_at timestamptz not null,
            expires_at timestamptz not null,
            used_at timestamptz,
            constraint pk_mailed_links primary key (hash),
            constraint fk_mailed_links_users_user_id foreign key (user_id) references users (id) on delete cascade
        );

        create table personal_tokens (
            id uuid not null,
            user_id uuid not null,
            name text not null,
            hash bytea not null,
            last4 text not null,
            scope text not null,
            created_at timestamptz not null,
            expires_at timestamptz,
            last_used_at timestamptz,
            revoked_at timestamptz,
            constraint pk_personal_tokens primary key (id),
            constraint fk_personal_tokens_users_user_id foreign key (user_id) references users (id) on delete cascade
        );

        create table queued_letters (
            id uuid not null,
            envelope bytea not null,
            attempts integer not null,
            next_attempt_at timestamptz not null,
            last_error text,
            created_at timestamptz not null,
            constraint pk_queued_letters primary key (id)
        );

        create table limit_overrides (
            user_id uuid not null,
            videos_per_day integer,
            retention_days integer,
            storage_bytes bigint,
            upload_bytes bigint,
            llm_calls_per_day integer,
            updated_by uuid not null,
            updated_at timestamptz not null,
            constraint pk_limit_overrides primary key (user_id),
            constraint fk_limit_overrides_users_user_id foreign key (user_id) references users (id) on delete cascade
        );

        create table usage_days (
            user_id uuid not null,
            day date not null,
            videos integer not null,
            llm_calls integer not null,
            constraint pk_usage_days primary key (user_id, day),
            constraint fk_usage_days_users_user_id foreign key (user_id) references users (id) on delete cascade
        );

        insert into usage_days (user_id, day, videos, llm_calls)
        select user_id, counted_on, count(*), 0 from videos where counted_on is not null group by user_id, counted_on;

        create table app_settings (
            key text not null,
            value text not null,
            updated_by uuid not null,
            updated_at timestamptz not null,
            constraint pk_app_settings primary key (key)
        );

        create unique index ix_users_firebase_uid on users (firebase_uid);

        create unique index ix_users_supabase_sub on users (supabase_sub);

        create index ix_users_purge_after on users (purge_after);

        create index ix_audit_entries_at on audit_entries (at);

        create index ix_mailed_links_user_id_purpose on mailed_links (user_id, purpose);

        create index ix_personal_tokens_user_id on personal_tokens (user_id);

        create unique index ix_personal_tokens_hash on personal_tokens (hash);

        create index ix_queued_letters_next_attempt_at on queued_letters (next_attempt_at);

        create function keep_audit_entries() returns trigger language plpgsql as
          $$ begin raise exception 'audit entries are only ever added'; end $$;

        create trigger keep_audit_entries before update or delete or truncate on audit_entries
          for each statement execute function keep_audit_entries();
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        drop trigger keep_audit_entries on audit_entries;
        drop function keep_audit_entries();
        drop index ix_audit_entries_at;
        drop table app_settings, usage_days, limit_overrides, queued_letters, personal_tokens, mailed_links;
        alter table audit_entries drop column before, drop column after;
        alter table videos drop column counted_on;
        alter table sessions drop column address, drop column seen_at;
        alter table users
            drop column firebase_uid, drop column supabase_sub, drop column premium_grant, drop column terms_accepted_at, drop column auto_publish_consent_at,
            drop column deleted_at, drop column deleted_by, drop column purge_after, drop column clear_after;
        """);
}
