using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Synthora.Data.Migrations;

/// <summary>While versions run side by side, an older one writes rows without the columns that came after it: each has a value for that.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("00000000000028_Defaults")]
public sealed class M0028Defaults : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        alter table media alter column derived_bytes set default 0;
        alter table videos alter column media_ids set default '{}', alter column brand_asset_ids set default '{}', alter column unattended set default false;
        alter table users alter column premium_grant set default false;
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        alter table users alter column premium_grant drop default;
        alter table videos alter column media_ids drop default, alter column brand_asset_ids drop default, alter column unattended drop default;
        alter table media alter column derived_bytes drop default;
        """);
}
