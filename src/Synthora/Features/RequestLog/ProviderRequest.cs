namespace Synthora.Features.RequestLog;

/// <summary>One call to a provider as it was sent and answered, secrets masked. Outlives the user and the video it was made for.</summary>
public sealed class ProviderRequest
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid? UserId { get; set; }
    public Guid? VideoId { get; set; }
    public required string Provider { get; init; }
    public required string Method { get; init; }

    /// <summary>The address without the values of keys and signatures.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Null when no answer came.</summary>
    public int? StatusCode { get; init; }
    public string? RequestBody { get; init; }
    public string? ResponseBody { get; init; }
    public required int DurationMs { get; init; }
    public string? ErrorMessage { get; init; }

    /// <summary>What else is known of the error: its kind, the vendor's number of the request, or what caused it.</summary>
    public string? ErrorDetails { get; init; }

    /// <summary>Such as <c>voice</c> or <c>key_check</c>.</summary>
    public string? Step { get; init; }
    public required bool IsSimulated { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}
