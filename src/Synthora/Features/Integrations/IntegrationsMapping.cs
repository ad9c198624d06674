using Microsoft.EntityFrameworkCore;
using Synthora.Features.Accounts;

namespace Synthora.Features.Integrations;

internal static class IntegrationsMapping
{
    /// <summary>One key per user and provider, kept by the database because two requests can race past any check.</summary>
    public const string OnePerProvider = "ux_integrations_user_id_provider";

    public static void Map(ModelBuilder model)
    {
        model.Entity<Integration>(integration =>
        {
            integration.ToTable("integrations");
            integration.Ignore(row => row.IsUsable).Ignore(row => row.Place);
            integration.HasOne<User>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
            integration.HasIndex(row => new { row.UserId, row.Provider }).IsUnique().HasDatabaseName(OnePerProvider);
            integration.HasIndex(row => row.SealedBy);
        });
        model.Entity<ProviderTrouble>(trouble =>
        {
            trouble.ToTable("provider_troubles");
            trouble.HasKey(row => new { row.UserId, row.Provider });
            trouble.HasOne<User>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
