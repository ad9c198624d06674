using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;

namespace Synthora.Features;

/// <summary>One page of a list.</summary>
/// <param name="Total">How many there are in all; in a search, as far as they were counted.</param>
public sealed record Page<T>(
    IReadOnlyList<T> Items, int Total, [property: JsonPropertyName("page")] int PageNumber, int Limit)
{
    /// <summary>Items before this page; not a multiple of the limit when an offset was given.</summary>
    [JsonIgnore]
    public int Skipped { get; init; } = (PageNumber - 1) * Limit;

    /// <summary>There are more than <see cref="Total"/>: a search is not counted to its end.</summary>
    public bool IsMore { get; init; }

    public bool HasMore { get => field || Skipped + Items.Count < Total; init; }
}

/// <summary>Which part of a list is wanted. <see cref="Offset"/> is an alternative to <see cref="Page"/>.</summary>
public record PageRequest
{
    public const int DefaultLimit = 20;
    public const int MaxLimit = 100;

    /// <summary>1 is the first page.</summary>
    [FromQuery(Name = "page"), Range(1, 1_000_000)]
    public int? Page { get; init; }

    /// <summary>Items per page, 1–100; 20 when absent.</summary>
    [FromQuery(Name = "limit"), Range(1, MaxLimit)]
    public int? Limit { get; init; }

    /// <summary>Items to skip; wins over the page.</summary>
    [FromQuery(Name = "offset"), Range(0, 100_000_000)]
    public int? Offset { get; init; }

    internal int Take => Limit ?? DefaultLimit;
    internal int Skip => Offset ?? ((Page ?? 1) - 1) * Take;

    internal Page<T> Of<T>(IReadOnlyList<T> items, int total) => new(items, total, (Skip / Take) + 1, Take) { Skipped = Skip };
}
