using System.Globalization;
using System.Text.Json;
using Synthora.Data;

namespace Synthora.Features.OwnData.Importing;

/// <summary>One row of an archive. What is absent or of another kind than expected is as if it were not there.</summary>
internal readonly record struct ImportRow(JsonElement Json)
{
    public string? Text(string name) => Value(name) is { ValueKind: JsonValueKind.String } found ? Clean(found.GetString()!) : null;

    /// <summary>Cut to what a field may hold.</summary>
    public string? Text(string name, int most) => Text(name) is not { } text ? null : text.Length > most ? text[..most] : text;

    public Guid? Id(string name) => Guid.TryParse(Text(name), out var id) ? id : null;

    /// <summary>At most as many as anything of a user's refers to.</summary>
    public IReadOnlyList<Guid> Ids(string name) => [.. Texts(name).Take(100).Select(text => Guid.TryParse(text, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).Distinct()];

    public int? Number(string name) => Value(name) is { ValueKind: JsonValueKind.Number } found && found.TryGetInt32(out var number) ? number : null;

    public decimal? Amount(string name) => Value(name) is { ValueKind: JsonValueKind.Number } found && found.TryGetDecimal(out var amount) ? amount : null;

    public bool Is(string name) => Value(name) is { ValueKind: JsonValueKind.True };

    public bool Has(string name) => Value(name) is { ValueKind: not JsonValueKind.Null };

    public DateTimeOffset? Time(string name) =>
        DateTimeOffset.TryParse(Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time.Year is > 2000 and < 2200 ? time.ToUniversalTime() : null;

    public T? Word<T>(string name) where T : struct, Enum => Text(name) is { } word && Enum.GetValues<T>().Where(value => EnumText.Of(value) == word).ToList() is [var value] ? value : null;

    public IReadOnlyList<string> Texts(string name) => Value(name) is { ValueKind: JsonValueKind.Array } list
        ? [.. list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Take(1_000).Select(item => Clean(item.GetString()!))]
        : [];

    /// <summary>PostgreSQL keeps no text with a zero in it.</summary>
    private static string Clean(string text) => text.Replace("\0", "", StringComparison.Ordinal);

    private JsonElement? Value(string name) => Json.TryGetProperty(name, out var found) ? found : null;
}
