namespace Synthora.Features;

/// <summary>One page of a list.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, int Total, int PageNumber, int Limit)
{
    public bool HasMore => PageNumber * Limit < Total;
}
