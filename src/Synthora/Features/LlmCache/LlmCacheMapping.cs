using Microsoft.EntityFrameworkCore;
using Synthora.Features.Accounts;

namespace Synthora.Features.LlmCache;

internal static class LlmCacheMapping
{
    public static void Map(ModelBuilder model) => model.Entity<CachedAnswer>(answer =>
    {
        answer.ToTable("llm_cache");
        answer.HasOne<User>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
        answer.HasIndex(row => row.Hash);
        answer.HasIndex(row => row.UserId);
        answer.HasIndex(row => row.ExpiresAt);
        answer.HasIndex(row => row.Keywords).HasMethod("gin");
    });
}
