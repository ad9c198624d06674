using System.ComponentModel.DataAnnotations;

namespace Synthora.Features;

/// <summary>Accepts the names of an enum in any case, or nothing; says which there are.</summary>
/// <param name="aliases">Other words that whoever reads the value knows too.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class AllowedWordsAttribute<T>(params string[] aliases) : ValidationAttribute where T : struct, Enum
{
    public IReadOnlyList<string> Aliases => aliases;

    public override bool IsValid(object? value) =>
        value is null || (value is string text && Enum.GetNames<T>().Concat(aliases).Contains(text, StringComparer.OrdinalIgnoreCase));

    public override string FormatErrorMessage(string name) =>
        $"Use one of: {string.Join(", ", Enum.GetNames<T>().Concat(aliases).Select(word => word.ToLowerInvariant()))}.";
}
