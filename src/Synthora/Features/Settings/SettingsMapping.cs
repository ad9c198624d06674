using Microsoft.EntityFrameworkCore;
using Synthora.Features.Accounts;

namespace Synthora.Features.Settings;

internal static class SettingsMapping
{
    public static void Map(ModelBuilder model) => model.Entity<GenerationDefaults>(defaults =>
    {
        defaults.ToTable("generation_settings");
        defaults.HasKey(row => row.UserId);
        defaults.HasOne<User>().WithOne().HasForeignKey<GenerationDefaults>(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
        defaults.Property(row => row.MonthlyBudgetUsd).HasColumnType("numeric(12,2)");
    });
}
