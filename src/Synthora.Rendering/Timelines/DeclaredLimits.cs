using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Synthora.Rendering.Timelines;

/// <summary>
/// Holds every value of a timeline to the <see cref="RangeAttribute"/>, <see cref="LengthAttribute"/> and
/// <see cref="RegularExpressionAttribute"/> of its property. The published schema states the same attributes, so the
/// two never disagree.
/// </summary>
internal static class DeclaredLimits
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<Limited>> Known = new();

    public static void Check(object? node, string path, List<TimelineProblem> problems)
    {
        if (node is null or string || node.GetType().IsPrimitive || node.GetType().IsEnum) return;
        if (node is IEnumerable items)
        {
            var index = 0;
            foreach (var item in items) Check(item, $"{path}[{index++}]", problems);
            return;
        }

        foreach (var (property, name, limits) in Known.GetOrAdd(node.GetType(), Stored))
        {
            var (value, here) = (property.GetValue(node), $"{path}.{name}");
            foreach (var limit in limits)
                if (Broken(limit, value) is { } message)
                    problems.Add(new(here, message));
            Check(value, here, problems);
        }
    }

    private static string? Broken(ValidationAttribute limit, object? value)
    {
        if (value is null || limit.IsValid(value)) return null;
        return limit switch
        {
            RangeAttribute range => string.Create(CultureInfo.InvariantCulture, $"is {value}; it must be {range.Minimum} to {range.Maximum}."),
            LengthAttribute length => $"has {(value is ICollection many ? many.Count : value is string text ? text.Length : ((IEnumerable)value).Cast<object>().Count())} entries; give {length.MinimumLength} to {length.MaximumLength}.",
            RegularExpressionAttribute => $"is '{value}'; {limit.ErrorMessage}",
            _ => limit.FormatErrorMessage("it"),
        };
    }

    private static List<Limited> Stored(Type type) =>
        [.. type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property => property.CanWrite && property.GetIndexParameters().Length == 0 && property.GetCustomAttribute<JsonIgnoreAttribute>() is null)
            .Select(property => new Limited(
                property,
                property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name),
                [.. property.GetCustomAttributes<ValidationAttribute>()]))];

    private sealed record Limited(PropertyInfo Property, string Name, IReadOnlyList<ValidationAttribute> Limits);
}
