using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Accounts;
using Synthora.Features.Costs;
using Synthora.Features.Integrations;
using Synthora.Features.Videos.Generation;

namespace Synthora.Features.Videos.Crew;

/// <summary>One order at a vendor that takes minutes, as a row that survives any crash, and its video until it is paid for.</summary>
public sealed class ProviderOrder : IOwned
{
    /// <summary>One order of a kind per video, kept by the database.</summary>
    public const string OnePerKey = "ux_provider_orders_video_id_key";

    /// <summary>Also our own number at vendors that know such.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid UserId { get; init; }

    /// <summary>Names it also when the video is gone.</summary>
    public required Guid VideoId { get; init; }

    /// <summary>Names the order within its video: category, scene, content.</summary>
    public required string Key { get; init; }
    public required string Provider { get; init; }

    /// <summary>Who was asked on whose account, as JSON; null where a version wrote it that left that to the video.</summary>
    public string? Member { get; init; }
    public OrderState State { get; set; }

    /// <summary>The order as the vendor knows it, as JSON; null until it is known.</summary>
    public string? Job { get; set; }

    /// <summary>What it costs by the vendor or the catalogue; null when neither tells.</summary>
    public decimal? Usd { get; set; }

    /// <summary>Whether the cost is in the books already.</summary>
    public bool IsSettled { get; set; }

    /// <summary>The line of the books that it is part of.</summary>
    public Guid? SpendingId { get; set; }
    public string? Note { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }

    internal ProviderCategory? Category => ProviderCategories.Parse(CategoryWord(Key));

    /// <summary>A key begins with what is ordered.</summary>
    internal static string CategoryWord(string key) => key.Split('/')[0];

    internal static void Map(ModelBuilder model) => model.Entity<ProviderOrder>(order =>
    {
        order.ToTable("provider_orders");
        order.Ignore(row => row.Category);
        order.Property(row => row.Usd).HasColumnType("numeric(14,6)");
        order.HasOne<User>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
        order.HasOne<Spending>().WithMany().HasForeignKey(row => row.SpendingId).OnDelete(DeleteBehavior.SetNull);
        order.HasIndex(row => new { row.VideoId, row.Key }).IsUnique().HasDatabaseName(OnePerKey);
        order.HasIndex(row => row.UserId);
        order.HasIndex(row => row.SpendingId);
        order.HasIndex(row => row.VideoId).HasFilter("job is not null and not is_settled").HasDatabaseName("ix_provider_orders_open");
    });
}
