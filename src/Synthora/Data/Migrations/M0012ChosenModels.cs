using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Synthora.Data.Migrations;

/// <summary>Which model of a provider the operator wants where nobody names one.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("00000000000012_ChosenModels")]
public sealed class M0012ChosenModels : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("alter table provider_prices add column model text;");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("alter table provider_prices drop column model;");
}
