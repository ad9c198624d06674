using Microsoft.EntityFrameworkCore;
using Synthora.Features.Accounts;

namespace Synthora.Features.Quotas;

internal static class QuotasMapping
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<LimitOverride>(limits =>
        {
            limits.ToTable("limit_overrides");
            limits.HasKey(row => row.UserId);
            limits.HasOne<User>().WithOne().HasForeignKey<LimitOverride>(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<UsageDay>(day =>
        {
            day.ToTable("usage_days");
            day.HasKey(row => new { row.UserId, row.Day });
            day.HasOne<User>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<AppSetting>(setting =>
        {
            setting.ToTable("app_settings");
            setting.HasKey(row => row.Key);
        });
    }
}
