using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Synthora.Data.Migrations;

/// <summary>
/// Orders outlive their video until they are paid for, know themselves on whose account they were placed, and know the line
/// of the books that holds them, which is replaced when their price turns out to be another.
/// </summary>
[DbContext(typeof(AppDbContext))]
[Migration("00000000000026_LastingOrders")]
public sealed class M0026LastingOrders : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        alter table provider_orders drop constraint fk_provider_orders_videos_video_id;
        alter table provider_orders add column member text;
        alter table provider_orders add column spending_id uuid;
        alter table provider_orders add constraint fk_provider_orders_spendings_spending_id foreign key (spending_id) references spendings (id) on delete set null;
        create index ix_provider_orders_spending_id on provider_orders (spending_id);
        create index ix_provider_orders_open on provider_orders (video_id) where job is not null and not is_settled;

        update provider_orders set member = (videos.providers::json -> split_part(key, '/', 1))::text from videos
        where videos.id = video_id and videos.providers::json -> split_part(key, '/', 1) ->> 'provider' = provider;

        -- Where there are more lines than one, nobody can tell which holds what.
        update provider_orders set spending_id = line.id
        from (select (array_agg(id))[1] as id, video_id, step, provider from spendings where state = 'settled' and video_id is not null group by video_id, step, provider having count(*) = 1) as line
        where is_settled and line.video_id = provider_orders.video_id and line.provider = provider_orders.provider and line.step = split_part(key, '/', 1);
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        drop index ix_provider_orders_open;
        alter table provider_orders drop column spending_id;
        alter table provider_orders drop column member;
        delete from provider_orders where not exists (select from videos where videos.id = video_id);
        alter table provider_orders add constraint fk_provider_orders_videos_video_id foreign key (video_id) references videos (id) on delete cascade;
        """);
}
