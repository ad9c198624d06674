using Microsoft.EntityFrameworkCore;
using Synthora.Data;

namespace Synthora.Features.Videos.Renditions;

/// <summary><see cref="Available"/> is what nobody has asked for yet and is never stored; <see cref="Dropped"/> ones wait for their files to be removed.</summary>
public enum RenditionState { Available, Making, Ready, Failed, Dropped }

/// <summary>A finished video in another shape or for another platform, to be downloaded. It goes when the video shows another version.</summary>
public sealed class VideoRendition : IOwned
{
    /// <summary>The id of its job.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid VideoId { get; init; }
    public required Guid UserId { get; init; }

    /// <summary>Such as <c>1x1</c>, <c>youtube</c> or <c>instagram-4x5</c>.</summary>
    public required string Name { get; init; }
    public RenditionState State { get; set; } = RenditionState.Making;

    /// <summary>Where the files of the version are that it is made from.</summary>
    public required string Source { get; init; }

    /// <summary>Where its file is in the store; null until it is ready.</summary>
    public string? Files { get; set; }
    public double? DurationS { get; set; }
    public int? Width { get; set; }
    public int? Height { get; set; }
    public long? FileSize { get; set; }
    public bool? QualityPassed { get; set; }

    /// <summary>What had to be done otherwise than in the video itself, as JSON.</summary>
    public string Fallbacks { get; set; } = "[]";
    public string? ErrorMessage { get; set; }
    public string? ErrorRemedy { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? CompletedAt { get; set; }
}

internal static class RenditionMapping
{
    /// <summary>Two tabs can race past any check.</summary>
    public const string OneOfAName = "ux_video_renditions_one_of_a_name";

    public static void Map(ModelBuilder model) => model.Entity<VideoRendition>(rendition =>
    {
        rendition.ToTable("video_renditions");
        rendition.HasOne<Video>().WithMany().HasForeignKey(row => row.VideoId).OnDelete(DeleteBehavior.Cascade);
        rendition.HasIndex(row => new { row.VideoId, row.Name }).IsUnique().HasFilter("state <> 'dropped'").HasDatabaseName(OneOfAName);
        rendition.HasIndex(row => new { row.UserId, row.State });
    });
}
