using Microsoft.EntityFrameworkCore;
using Synthora.Features.Accounts;

namespace Synthora.Features.Templates;

internal static class TemplatesMapping
{
    public static void Map(ModelBuilder model) => model.Entity<Template>(template =>
    {
        template.ToTable("templates");
        template.Ignore(row => row.IsSystem);
        template.Ignore(row => row.Kind);
        template.Ignore(row => row.Key);
        template.HasOne<User>().WithMany().HasForeignKey(row => row.OwnerId).OnDelete(DeleteBehavior.Cascade);
        template.HasIndex(row => row.OwnerId);
        template.HasIndex(row => row.Slug).IsUnique();
    });
}
