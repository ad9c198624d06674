namespace Synthora.Data;

/// <summary>Ids of version 7 tell when they were made.</summary>
internal static class GuidTime
{
    /// <returns>Null for an id that does not tell.</returns>
    public static DateTimeOffset? MadeAt(this Guid id) =>
        id.Version == 7 ? DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(id.ToString("N")[..12], 16)) : null;
}
