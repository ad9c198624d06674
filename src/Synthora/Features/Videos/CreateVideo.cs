using System.ComponentModel.DataAnnotations;
using Synthora.Features.Videos.Generation;

namespace Synthora.Features.Videos;

public sealed record CreateVideoRequest
{
    public SourceKind Source { get; init; } = SourceKind.Topic;

    /// <summary>A topic of 3–2,000 characters, or notes or a script of up to 1 MiB.</summary>
    [Required, StringLength(1_048_576, MinimumLength = 3)]
    public required string Text { get; init; }

    /// <summary>Slug or id; the default template when absent.</summary>
    [StringLength(100)]
    public string? Template { get; init; }

    [StringLength(200)]
    public string? Title { get; init; }

    [StringLength(2_000)]
    public string? CustomInstructions { get; init; }

    /// <summary><c>classic</c>, <c>modern</c>, <c>bold</c>, <c>minimal</c>, <c>karaoke</c> or <c>none</c>.</summary>
    [StringLength(40)]
    public string? SubtitleStyle { get; init; }

    /// <summary>A voice id, or <c>female</c>, <c>male</c>, <c>neutral</c>.</summary>
    [StringLength(100)]
    public string? Voice { get; init; }

    /// <summary><c>universal</c>, <c>youtube</c>, <c>tiktok</c>, <c>instagram</c> or <c>facebook</c>.</summary>
    [StringLength(40)]
    public string? Platform { get; init; }

    /// <summary><c>9:16</c>, <c>16:9</c>, <c>1:1</c> or <c>4:5</c>.</summary>
    [StringLength(10)]
    public string? AspectRatio { get; init; }

    /// <summary>A music mood such as <c>calm</c>, or <c>none</c>.</summary>
    [StringLength(100)]
    public string? Music { get; init; }

    public int? Seed { get; init; }

    [Range(5, 120)]
    public int? TargetDurationS { get; init; }
}

/// <summary>The answer to work that goes on after the request.</summary>
public sealed record AcceptedVideo(Guid TaskId, string Status, DateTimeOffset? EstimatedCompletion, VideoResponse Video);

public sealed class CreateVideo
{
    /// <param name="idempotencyKey">Repeating a request with the same key within 24 h answers the same video.</param>
    public Task<Result<AcceptedVideo>> HandleAsync(
        Caller caller, CreateVideoRequest request, CancellationToken ct, string? idempotencyKey = null) =>
        throw new NotSupportedException();
}
