using Microsoft.EntityFrameworkCore;
using Synthora.Features.Accounts;
using Synthora.Features.Videos;

namespace Synthora.Features.RequestLog;

internal static class RequestLogMapping
{
    public static void Map(ModelBuilder model) => model.Entity<ProviderRequest>(request =>
    {
        request.ToTable("provider_requests");
        request.HasOne<User>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.SetNull);
        request.HasOne<Video>().WithMany().HasForeignKey(row => row.VideoId).OnDelete(DeleteBehavior.SetNull);
        request.HasIndex(row => row.UserId);
        request.HasIndex(row => row.VideoId);
        request.HasIndex(row => new { row.Provider, row.CreatedAt });
        request.HasIndex(row => row.CreatedAt);
    });
}
