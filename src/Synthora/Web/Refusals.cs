using System.Globalization;
using System.Resources;

namespace Synthora.Web;

/// <summary>
/// What use cases refuse with, in the language of the page. Programs get it in English, so the English sentence itself is the
/// key; what has no translation, or carries somebody's own words, is shown as it is.
/// </summary>
internal static class Refusals
{
    private static readonly ResourceManager Sentences = new("Synthora.Web.Refusals", typeof(Refusals).Assembly);

    public static string? Say(string? sentence) => sentence is { Length: > 0 } && Language.Current != "en" ? Sentences.GetString(sentence, CultureInfo.CurrentUICulture) ?? sentence : sentence;
}
