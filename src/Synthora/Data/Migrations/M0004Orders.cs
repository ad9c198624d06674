using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Synthora.Data.Migrations;

/// <summary>What was ordered from slow vendors, and prices that the operator corrected.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("00000000000004_Orders")]
public sealed class M0004Orders : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        create table provider_orders (
            id uuid not null,
            user_id uuid not null,
            video_id uuid not null,
            key text not null,
            provider text not null,
            state text not null,
            job text,
            usd numeric(14,6),
            is_settled boolean not null,
            note text,
            created_at timestamptz not null,
            updated_at timestamptz not null,
            constraint pk_provider_orders primary key (id),
            constraint fk_provider_orders_users_user_id foreign key (user_id) references users (id) on delete cascade,
            constraint fk_provider_orders_videos_video_id foreign key (video_id) references videos (id) on delete cascade
        );

        create table provider_prices (
            provider text not null,
            estimated_per_video_usd numeric(14,6),
            models text not null,
            reviewed_at date not null,
            reviewed_by uuid not null,
            updated_at timestamptz not null,
            constraint pk_provider_prices primary key (provider)
        );

        create unique index ux_provider_orders_video_id_key on provider_orders (video_id, key);

        create index ix_provider_orders_user_id on provider_orders (user_id);
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("drop table provider_prices, provider_orders");
}
