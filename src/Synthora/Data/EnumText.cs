using System.Text.Json;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Synthora.Data;

/// <summary>Enums are stored as the words that JSON shows: snake_case.</summary>
public static class EnumText
{
    public static string Of<T>(T value) where T : struct, Enum => Words<T>.ToText[value];

    public static T Parse<T>(string text) where T : struct, Enum => Words<T>.FromText[text];

    private static class Words<T> where T : struct, Enum
    {
        public static readonly Dictionary<T, string> ToText =
            Enum.GetValues<T>().ToDictionary(value => value, value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));

        public static readonly Dictionary<string, T> FromText = ToText.ToDictionary(pair => pair.Value, pair => pair.Key);
    }
}

public sealed class EnumTextConverter<T>() : ValueConverter<T, string>(value => EnumText.Of(value), text => EnumText.Parse<T>(text))
    where T : struct, Enum;
