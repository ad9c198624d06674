using Microsoft.EntityFrameworkCore;
using Synthora.Features.Accounts;
using Synthora.Features.Videos;

namespace Synthora.Features.Costs;

internal static class CostsMapping
{
    private const string Money = "numeric(14,6)";

    public static void Map(ModelBuilder model)
    {
        model.Entity<Spending>(spending =>
        {
            spending.ToTable("spendings");
            spending.Ignore(row => row.Usd);
            spending.Property(row => row.EstimatedUsd).HasColumnType(Money);
            spending.Property(row => row.ActualUsd).HasColumnType(Money);
            spending.HasOne<User>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
            spending.HasOne<Video>().WithMany().HasForeignKey(row => row.VideoId).OnDelete(DeleteBehavior.SetNull);
            spending.HasIndex(row => new { row.UserId, row.Month });
            spending.HasIndex(row => row.VideoId);
        });
        model.Entity<ProviderPriceRow>(price =>
        {
            price.ToTable("provider_prices");
            price.HasKey(row => row.Provider);
            price.Property(row => row.EstimatedPerVideoUsd).HasColumnType(Money);
        });
        model.Entity<SpendingMonth>(month =>
        {
            month.ToTable("spending_months");
            month.HasKey(row => new { row.UserId, row.Payer, row.Month });
            month.Property(row => row.Usd).HasColumnType(Money);
        });
    }
}
