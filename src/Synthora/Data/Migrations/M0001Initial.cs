using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Synthora.Data.Migrations;

/// <summary>Accounts, videos and jobs.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("00000000000001_Initial")]
public sealed class M0001Initial : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        create table sign_in_failures (
            id uuid not null,
            email_key text not null,
            address text not null,
            at timestamptz not null,
            constraint pk_sign_in_failures primary key (id)
        );

        create table users (
            id uuid not null,
            email text not null,
            email_key text not null,
            email_verified boolean not null,
            name text not null,
            avatar_url text,
            role text not null,
            is_active boolean not null,
            auth_provider text not null,
            password_hash text,
            language text not null,
            timezone text not null,
            theme text not null,
            last_login_at timestamptz,
            created_at timestamptz not null,
            updated_at timestamptz not null,
            constraint pk_users primary key (id)
        );

        create table workers (
            node text not null,
            lanes text not null,
            started_at timestamptz not null,
            seen_at timestamptz not null,
            constraint pk_workers primary key (node)
        );

        create table sessions (
            id uuid not null,
            user_id uuid not null,
            kind text not null,
            cookie_hash bytea,
            agent text,
            created_at timestamptz not null,
            expires_at timestamptz not null,
            ended_at timestamptz,
            constraint pk_sessions primary key (id),
            constraint fk_sessions_users_user_id foreign key (user_id) references users (id) on delete cascade
        );

        create table videos (
            id uuid not null,
            user_id uuid not null,
            origin text not null,
            title text not null,
            has_given_title boolean not null,
            status text not null,
            current_step text,
            source text not null,
            text text not null,
            template text not null,
            custom_instructions text,
            subtitle_style text,
            voice text,
            platform text,
            aspect_ratio text,
            music text,
            seed integer,
            target_duration_s integer,
            job_id uuid,
            idempotency_key text,
            error_code text,
            error_message text,
            error_remedy text,
            files text,
            duration_s double precision,
            width integer,
            height integer,
            file_size bigint,
            quality_passed boolean,
            created_at timestamptz not null,
            updated_at timestamptz not null,
            generation_started_at timestamptz,
            last_step_updated_at timestamptz,
            completed_at timestamptz,
            expires_at timestamptz,
            constraint pk_videos primary key (id),
            constraint fk_videos_users_user_id foreign key (user_id) references users (id) on delete cascade
        );

        create table refresh_tokens (
            hash bytea not null,
            session_id uuid not null,
            created_at timestamptz not null,
            used_at timestamptz,
            constraint pk_refresh_tokens primary key (hash),
            constraint fk_refresh_tokens_sessions_session_id foreign key (session_id) references sessions (id) on delete cascade
        );

        create table jobs (
            id uuid not null,
            user_id uuid not null,
            type text not null,
            lane text not null,
            status text not null,
            priority integer not null,
            video_id uuid,
            progress double precision not null,
            message text,
            seconds_left double precision,
            attempts integer not null,
            takeovers integer not null,
            fence bigint not null,
            lease_owner text,
            node text,
            lease_until timestamptz,
            cancel_requested boolean not null,
            error_message text,
            created_at timestamptz not null,
            started_at timestamptz,
            completed_at timestamptz,
            constraint pk_jobs primary key (id),
            constraint fk_jobs_users_user_id foreign key (user_id) references users (id) on delete cascade,
            constraint fk_jobs_videos_video_id foreign key (video_id) references videos (id) on delete set null
        );

        create table video_steps (
            video_id uuid not null,
            step text not null,
            user_id uuid not null,
            status text not null,
            provider text,
            started_at timestamptz,
            ended_at timestamptz,
            result text,
            note text,
            constraint pk_video_steps primary key (video_id, step),
            constraint fk_video_steps_videos_video_id foreign key (video_id) references videos (id) on delete cascade
        );

        create index ix_jobs_claim on jobs (lane, priority desc, id) where status in ('queued', 'running');

        create index ix_jobs_user_id_created_at on jobs (user_id, created_at);

        create index ix_jobs_video_id on jobs (video_id);

        create index ix_refresh_tokens_session_id on refresh_tokens (session_id);

        create unique index ix_sessions_cookie_hash on sessions (cookie_hash);

        create index ix_sessions_user_id on sessions (user_id);

        create index ix_sign_in_failures_email_key_address_at on sign_in_failures (email_key, address, at);

        create unique index ix_users_email_key on users (email_key);

        create index ix_videos_user_id_created_at on videos (user_id, created_at);

        create unique index ux_videos_idempotency_key on videos (user_id, idempotency_key) where idempotency_key is not null;

        create unique index ux_videos_one_active_per_user on videos (user_id) where status in ('queued', 'processing');
        """);

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("drop table video_steps, jobs, videos, refresh_tokens, sessions, sign_in_failures, workers, users");
}
