namespace Synthora.Features.LlmCache;

public enum CacheScope { User, Shared }

/// <summary>A model's answer that may be given again. What was asked with a user's own words belongs to that user alone.</summary>
public sealed class CachedAnswer
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required CacheScope Scope { get; init; }

    /// <summary>Null for a shared answer.</summary>
    public Guid? UserId { get; init; }

    /// <summary>What was asked for, such as <c>script</c>.</summary>
    public required string Kind { get; init; }
    public required string Language { get; init; }

    /// <summary>Answers of another model or of an older prompt are never given again.</summary>
    public required string Model { get; init; }
    public required string PromptVersion { get; init; }

    /// <summary>JSON of the other parameters, for people to read.</summary>
    public required string Params { get; init; }
    public required string Text { get; init; }

    /// <summary>SHA-256 over all of the above, in hexadecimal digits.</summary>
    public required string Hash { get; init; }
    public required string[] Keywords { get; init; }
    public required string Response { get; set; }

    /// <summary>Grows when the same request is answered anew; the newest is given.</summary>
    public required int Version { get; init; }
    public int Hits { get; set; }
    public DateTimeOffset? LastHitAt { get; set; }

    /// <summary>How users took it: kept or exported counts for it, made anew against it.</summary>
    public int Score { get; set; }
    public required bool IsSimulated { get; init; }
    public required DateTimeOffset ExpiresAt { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
}
