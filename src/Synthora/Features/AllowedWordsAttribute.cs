using System.ComponentModel.DataAnnotations;

namespace Synthora.Features;

/// <summary>Accepts the names of an enum in any case, or nothing; says which there are.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class AllowedWordsAttribute<T> : ValidationAttribute where T : struct, Enum
{
    public override bool IsValid(object? value) =>
        value is null || (value is string text && Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase));

    public override string FormatErrorMessage(string name) =>
        $"Use one of: {string.Join(", ", Enum.GetNames<T>().Select(word => word.ToLowerInvariant()))}.";
}
