using System.Text.RegularExpressions;
using Synthora.Features.Templates;

namespace Synthora.Features.Scripts.Writing;

/// <summary>What a video asks of its viewer at the end, in the words of a button.</summary>
internal static partial class CallToAction
{
    private static readonly Dictionary<CtaType, string[]> Words = new()
    {
        [CtaType.Follow] = ["Follow for more", "Sígueme para más", "Abonne-toi", "Folgen für mehr", "Seguimi", "Siga para mais"],
        [CtaType.Like] = ["Leave a like", "Dale me gusta", "Mets un j’aime", "Gefällt mir", "Metti mi piace", "Curta este vídeo"],
        [CtaType.Comment] = ["Comment below", "Coméntalo", "Commente", "Schreib es unten", "Scrivilo sotto", "Comente abaixo"],
        [CtaType.Share] = ["Share this", "Compártelo", "Partage", "Teilen", "Condividi", "Compartilhe"],
        [CtaType.Subscribe] = ["Subscribe", "Suscríbete", "Abonne-toi", "Abonnieren", "Iscriviti", "Inscreva-se"],
        [CtaType.VisitLink] = ["Tap the link", "Toca el enlace", "Touche le lien", "Zum Link", "Tocca il link", "Toque no link"],
        [CtaType.Buy] = ["Get yours", "Consigue el tuyo", "Commande", "Jetzt holen", "Ordina ora", "Garanta o seu"],
        [CtaType.Participate] = ["Your turn", "Te toca", "À toi", "Du bist dran", "Tocca a te", "Sua vez"],
    };

    private static readonly string[] Languages = ["en", "es", "fr", "de", "it", "pt"];

    /// <returns>Null where there is nothing to ask, or the language is not known here.</returns>
    public static string? WordsFor(CtaType type, string language)
    {
        var at = Array.IndexOf(Languages, language.Split('-', '_')[0].ToLowerInvariant());
        return at >= 0 && Words.TryGetValue(type, out var words) ? words[at] : null;
    }

    /// <summary>What an English text asks for, or null.</summary>
    public static CtaType? In(string text) => Asks().Match(text) is not { Success: true } match ? null : match.Value.ToLowerInvariant() switch
    {
        var word when word.StartsWith("comment", StringComparison.Ordinal) || word.StartsWith("tell ", StringComparison.Ordinal) => CtaType.Comment,
        var word when word.StartsWith("follow", StringComparison.Ordinal) => CtaType.Follow,
        var word when word.StartsWith("subscribe", StringComparison.Ordinal) => CtaType.Subscribe,
        var word when word.StartsWith("share", StringComparison.Ordinal) || word.StartsWith("send", StringComparison.Ordinal) => CtaType.Share,
        var word when word.Contains("like", StringComparison.Ordinal) => CtaType.Like,
        var word when word.EndsWith("link", StringComparison.Ordinal) => CtaType.VisitLink,
        _ => CtaType.Buy,
    };

    [GeneratedRegex(@"\b(?:comments?\b|tell (?:me|us)\b|follow\b|subscribe\b|share (?:this|it)\b|send this\b|(?:leave|hit|give \w+) (?:a |the )?like\b|(?:the|my|our) link\b|(?:pre-?)?order (?:now|today|yours)\b|buy (?:now|today|yours)\b|get yours\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Asks();
}
