using System.Text.Json.Serialization;

namespace Synthora.Features;

/// <summary>One page of a list.</summary>
public sealed record Page<T>(
    IReadOnlyList<T> Items, int Total, [property: JsonPropertyName("page")] int PageNumber, int Limit)
{
    public bool HasMore => PageNumber * Limit < Total;
}

/// <summary>Which part of a list is wanted. <see cref="Offset"/> is an alternative to <see cref="Page"/>.</summary>
public abstract record PageRequest
{
    public const int MaxLimit = 100;

    /// <summary>1 is the first page.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Items per page, 1–100.</summary>
    public int Limit { get; init; } = 20;

    /// <summary>Items to skip; wins over the page.</summary>
    public int? Offset { get; init; }

    internal int Take => Math.Clamp(Limit, 1, MaxLimit);
    internal int Skip => Offset is { } offset ? Math.Max(0, offset) : (Math.Clamp(Page, 1, 1_000_000) - 1) * Take;

    internal Page<T> Of<T>(IReadOnlyList<T> items, int total) => new(items, total, (Skip / Take) + 1, Take);
}
