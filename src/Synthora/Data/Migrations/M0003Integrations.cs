using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Synthora.Data.Migrations;

/// <summary>Provider keys, what a user prefers, what calls said and cost, answers given again, and who looked at what.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("00000000000003_Integrations")]
public sealed class M0003Integrations : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        alter table videos add column providers text;

        create table audit_entries (
            id uuid not null,
            actor_id uuid not null,
            action text not null,
            target text not null,
            note text,
            request_id text,
            at timestamptz not null,
            constraint pk_audit_entries primary key (id)
        );

        create table integrations (
            id uuid not null,
            user_id uuid not null,
            provider text not null,
            envelope bytea not null,
            sealed_by text not null,
            key_last4 text not null,
            base_url text,
            key_version integer not null,
            is_active boolean not null,
            validation_status text not null,
            validation_message text,
            last_validated_at timestamptz,
            last_used_at timestamptz,
            created_at timestamptz not null,
            updated_at timestamptz not null,
            constraint pk_integrations primary key (id),
            constraint fk_integrations_users_user_id foreign key (user_id) references users (id) on delete cascade
        );

        create table provider_troubles (
            user_id uuid not null,
            provider text not null,
            failures integer not null,
            fault text not null,
            message text not null,
            failed_at timestamptz not null,
            rests_until timestamptz not null,
            constraint pk_provider_troubles primary key (user_id, provider),
            constraint fk_provider_troubles_users_user_id foreign key (user_id) references users (id) on delete cascade
        );

        create table generation_settings (
            user_id uuid not null,
            default_script_provider text,
            default_voice_provider text,
            default_media_provider text,
            default_video_ai_provider text,
            default_assembly_provider text,
            subtitle_style text not null,
            monthly_budget_usd numeric(12,2),
            updated_at timestamptz not null,
            constraint pk_generation_settings primary key (user_id),
            constraint fk_generation_settings_users_user_id foreign key (user_id) references users (id) on delete cascade
        );

        create table provider_requests (
            id uuid not null,
            user_id uuid,
            video_id uuid,
            provider text not null,
            method text not null,
            endpoint text not null,
            status_code integer,
            request_body text,
            response_body text,
            duration_ms integer not null,
            error_message text,
            step text,
            is_simulated boolean not null,
            created_at timestamptz not null,
            constraint pk_provider_requests primary key (id),
            constraint fk_provider_requests_users_user_id foreign key (user_id) references users (id) on delete set null,
            constraint fk_provider_requests_videos_video_id foreign key (video_id) references videos (id) on delete set null
        );

        create table spendings (
            id uuid not null,
            user_id uuid not null,
            video_id uuid,
            step text not null,
            provider text not null,
            model text,
            route text not null,
            state text not null,
            estimated_usd numeric(14,6),
            actual_usd numeric(14,6),
            month date not null,
            created_at timestamptz not null,
            settled_at timestamptz,
            constraint pk_spendings primary key (id),
            constraint fk_spendings_users_user_id foreign key (user_id) references users (id) on delete cascade,
            constraint fk_spendings_videos_video_id foreign key (video_id) references videos (id) on delete set null
        );

        create table spending_months (
            user_id uuid not null,
            payer text not null,
            month date not null,
            usd numeric(14,6) not null,
            constraint pk_spending_months primary key (user_id, payer, month)
        );

        create table llm_cache (
            id uuid not null,
            scope text not null,
            user_id uuid,
            kind text not null,
            language text not null,
            model text not null,
            prompt_version text not null,
            params text not null,
            text text not null,
            hash text not null,
            keywords text[] not null,
            response text not null,
            version integer not null,
            hits integer not null,
            last_hit_at timestamptz,
            score integer not null,
            is_simulated boolean not null,
            expires_at timestamptz not null,
            created_at timestamptz not null,
            constraint pk_llm_cache primary key (id),
            constraint fk_llm_cache_users_user_id foreign key (user_id) references users (id) on delete cascade
        );

        create index ix_audit_entries_actor_id_action_at on audit_entries (actor_id, action, at);

        create unique index ux_integrations_user_id_provider on integrations (user_id, provider);

        create index ix_integrations_sealed_by on integrations (sealed_by);

        create index ix_provider_requests_user_id on provider_requests (user_id);

        create index ix_provider_requests_video_id on provider_requests (video_id);

        create index ix_provider_requests_provider_created_at on provider_requests (provider, created_at);

        create index ix_provider_requests_created_at on provider_requests (created_at);

        create index ix_spendings_user_id_month on spendings (user_id, month);

        create index ix_spendings_video_id on spendings (video_id);

        create index ix_llm_cache_hash on llm_cache (hash);

        create index ix_llm_cache_user_id on llm_cache (user_id);

        create index ix_llm_cache_expires_at on llm_cache (expires_at);

        create index ix_llm_cache_keywords on llm_cache using gin (keywords);
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        "alter table videos drop column providers; drop table llm_cache, spending_months, spendings, provider_requests, generation_settings, provider_troubles, integrations, audit_entries");
}
