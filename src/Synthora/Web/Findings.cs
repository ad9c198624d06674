using System.Globalization;
using System.Text.RegularExpressions;

namespace Synthora.Web;

/// <summary>What a quality report says, in the language of the page; the report itself and the command line keep to English.</summary>
internal static partial class Findings
{
    private static readonly Sentences Known = new("Synthora.Web.Findings");

    public static string? Say(string? sentence) =>
        sentence is not { Length: > 0 } || Language.Current == "en" ? sentence : Known.Say(sentence) ?? Refusals.Say(sentence);

    /// <summary>A measured figure or a limit, with its decimals as the language writes them.</summary>
    public static string? Figure(string? measured) =>
        Say(measured) is { Length: > 0 } said && Language.Current != "en" ? Decimals().Replace(said, CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator) : measured;

    /// <summary>Numbers of versions and chapters have more points than one, names stand beside a letter.</summary>
    [GeneratedRegex(@"(?<=(?<![\w.])\d+)\.(?=\d+(?![\w.]))")]
    private static partial Regex Decimals();
}
