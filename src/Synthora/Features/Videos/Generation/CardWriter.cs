using System.Text.RegularExpressions;
using Synthora.Features.Scripts;
using Synthora.Features.Scripts.Writing;
using Synthora.Rendering.Captions;
using Synthora.Rendering.Icons;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Generation;

/// <summary>Chooses the words, the icon and the layout of the cards that stand in for footage.</summary>
internal sealed partial class CardWriter(GenerationPlan plan)
{
    private const int LongestHeadline = 8;
    private int _variation;
    private CardVisual? _last;

    /// <summary>A card for words that have none.</summary>
    /// <param name="narration">What all of its scene says.</param>
    public static CardVisual Of(string said, string? narration = null)
    {
        var words = OnScreenWords.Of(said, narration);
        var card = new CardVisual { Headline = words, Icon = IconLibrary.Find(OnScreenWords.Topic(said, narration)) ?? IconLibrary.Find(said) };
        if (card is { Headline: "", Icon: null }) card = card with { Headline = OnScreenWords.AnyOf(said) };
        return Figure().IsMatch(card.Headline) ? AsFigure(card with { Layout = CardLayout.Figure }, card.Headline) : card;
    }

    /// <summary>A picture without words that would look like the one before it shows its icon from close by.</summary>
    public static CardVisual Apart(CardVisual card, CardVisual? before)
    {
        if (before is null or { Layout: CardLayout.CloseUp } || card is not { Layout: CardLayout.Statement, Headline: "", Icon: not null }) return card;
        return before.Icon == card.Icon || before is { Layout: CardLayout.Statement, Headline: "" } ? card with { Layout = CardLayout.CloseUp } : card;
    }

    /// <summary>One card per beat. The author's own texts come first; what they leave open is taken from what is said.</summary>
    public IReadOnlyList<CardVisual> Write(int sceneIndex, ScriptScene scene, IReadOnlyList<Beat> beats)
    {
        var position = ListPosition(sceneIndex, scene);
        var cards = new List<CardVisual>();
        for (var i = 0; i < beats.Count; i++)
        {
            var words = i < scene.Texts.Count ? Whole(scene.Texts[i]) : null;
            var headline = words ?? Added(sceneIndex, i, scene, beats[i].Text, cards);
            var card = new CardVisual
            {
                Layout = Layout(sceneIndex, scene, i, headline, isGiven: words is not null),
                Headline = words ?? Short(headline),
                Kicker = i == 0 && sceneIndex > 0 && position is null && words is not null && !Same(scene.Label, words) && IsWorthShowing(scene.Label) ? scene.Label : "",
                Icon = Icon(scene, i, headline, beats[i].Text, cards),
                Variation = _variation++,
            };
            if (card.Layout == CardLayout.CallToAction) card = Asking(card, scene);
            if (card is { Headline: "", Icon: null }) card = Filled(card, scene, beats[i].Text, cards);
            if (card.Layout == CardLayout.ListItem) card = card with { Number = position!, Total = ListLength() };
            if (card.Layout == CardLayout.Figure) card = words is null ? AsFigure(card, headline) : Led(card, words);
            cards.Add(_last = Apart(card, _last));
        }

        return cards;
    }

    /// <summary>
    /// Words nobody wrote add to the captions, which show what is said: the title or a label that the voice does not say,
    /// a figure, a name, or none where the icon says it.
    /// </summary>
    private string Added(int sceneIndex, int beat, ScriptScene scene, string said, List<CardVisual> before)
    {
        var label = sceneIndex == 0 ? plan.Title : LabelNumber().Replace(scene.Label, "").TrimStart('.', ')', ':', ' ');
        var adds = label.Split(' ').Length <= LongestHeadline && !Echo.Of(label, scene.Narration) && !OnScreenWords.AreFrom(scene.Narration, label);
        if (beat == 0 && adds && label.Length > 0 && !StructureWord().IsMatch(label)) return label;
        var words = OnScreenWords.Of(said, scene.Narration);
        return before.Any(card => SaysAgain($"{card.Number} {card.Headline}", words)) ? "" : words;
    }

    /// <summary>A call to action has a button that says what to do, unless its words do already.</summary>
    private CardVisual Asking(CardVisual card, ScriptScene scene)
    {
        var icon = card.Icon ?? IconLibrary.Find(plan.Script.Title) ?? IconLibrary.Find(plan.Script.Scenes[0].Visual);
        var asked = CallToAction.In($"{card.Headline} {scene.Narration}") ?? plan.Template.Script.CtaType;
        var isEndCard = plan.Script.Settings.EndCard is not null;
        var button = isEndCard || CallToAction.In(card.Headline) is not null ? null : CallToAction.WordsFor(asked, plan.Language);
        return card with { Icon = icon, Kicker = button is null || Same(button, card.Headline) ? "" : button };
    }

    /// <summary>How many points the list has: the highest position any scene announces.</summary>
    private int ListLength() => plan.Script.Scenes
        .Select((scene, index) => int.TryParse(ListPosition(index, scene), System.Globalization.CultureInfo.InvariantCulture, out var position) ? position : 0)
        .Where(position => position <= 60).Max();

    private CardLayout Layout(int sceneIndex, ScriptScene scene, int beat, string headline, bool isGiven)
    {
        if (sceneIndex == 0 && beat == 0) return CardLayout.Hook;
        if (sceneIndex == plan.Script.Scenes.Count - 1 && sceneIndex > 0 && beat == 0) return CardLayout.CallToAction;
        if (beat == 0 && ListPosition(sceneIndex, scene) is not null) return CardLayout.ListItem;
        if (IsQuoted(headline)) return CardLayout.Quote;
        return (isGiven ? LeadingFigure() : Figure()).IsMatch(headline) ? CardLayout.Figure : CardLayout.Statement;
    }

    private static CardVisual AsFigure(CardVisual card, string headline)
    {
        var figure = Figure().Match(headline);
        var rest = Around(headline[..figure.Index], headline[(figure.Index + figure.Length)..]);
        return card with { Number = figure.Value.Trim(), Headline = Short(rest.Length > 0 ? rest : card.Kicker), Kicker = "" };
    }

    /// <summary>The author's line with the figure that leads it set large; one further in would tear the line apart.</summary>
    private static CardVisual Led(CardVisual card, string line)
    {
        var figure = LeadingFigure().Match(line);
        var rest = line[figure.Length..].Trim();
        return card with { Number = figure.Value, Headline = rest.Length > 0 ? rest : card.Kicker, Kicker = "" };
    }

    /// <summary>What a figure counts says enough; only where little follows it what leads up to it stays.</summary>
    private static string Around(string before, string after) =>
        (after.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length >= 2 ? after : before + after).Trim(' ', ',', '.', '=', ':');

    /// <summary>What the words on the card name, else what the line is about, and no picture twice in a scene where there is another.</summary>
    private static string? Icon(ScriptScene scene, int beat, string headline, string said, List<CardVisual> before)
    {
        if (beat == 0) return IconLibrary.Find(scene.Visual) ?? IconLibrary.Find(headline) ?? IconLibrary.Find(scene.Narration);
        string?[] fitting = [IconLibrary.Find(headline), IconLibrary.Find(OnScreenWords.Topic(said, scene.Narration)), IconLibrary.Find(said), .. said.Split(' ').Where(IconLibrary.Depicts).Select(IconLibrary.Find)];
        return Array.Find(fitting, icon => icon is not null && before.TrueForAll(card => card.Icon != icon)) ?? (headline.Length > 0 ? fitting[0] ?? before[0].Icon : null);
    }

    /// <summary>A card without a word or picture of its own shows the scene's picture again, large, or the video's, or what is said.</summary>
    private CardVisual Filled(CardVisual card, ScriptScene scene, string said, List<CardVisual> before) =>
        (IconLibrary.Find(said) ?? IconLibrary.Find(scene.Visual) ?? before.FindLast(earlier => earlier.Icon is not null)?.Icon ?? IconLibrary.Find(scene.Narration) ?? IconLibrary.Find(plan.Title)) is { } icon
            ? card with { Icon = icon }
            : card with { Headline = Short(OnScreenWords.AnyOf(said.Length > 0 ? said : scene.Narration)) };

    /// <summary>The number a scene announces, in its label or in the first words it says.</summary>
    private string? ListPosition(int sceneIndex, ScriptScene scene)
    {
        if (sceneIndex == 0 || sceneIndex == plan.Script.Scenes.Count - 1) return null;
        if (LabelNumber().Match(scene.Label) is { Success: true } label) return label.Groups[1].Value;
        if (SpokenNumber().Match(scene.Narration) is not { Success: true } spoken) return null;
        var word = spoken.Groups[1].Success ? spoken.Groups[1].Value : spoken.Groups[2].Value;
        if (char.IsDigit(word[0])) return word;
        var index = Array.FindIndex(Ordinals, names => names.Contains(word.ToLowerInvariant()));
        return index < 0 ? null : (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private static readonly string[][] Ordinals =
    [
        ["first", "one"], ["second", "two"], ["third", "three"], ["fourth", "four"], ["fifth", "five"],
        ["sixth", "six"], ["seventh", "seven"], ["eighth", "eight"], ["ninth", "nine"], ["tenth", "ten"],
    ];

    /// <summary>What the author wrote for the screen is shown as it stands; type makes itself small enough.</summary>
    private static string Whole(string words) => string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Short(string words)
    {
        var all = words.Trim().TrimEnd('.', ',', ';', ':').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', all.Take(LongestHeadline));
    }

    private static bool IsWorthShowing(string label) => label.Length is > 0 and <= 28 && !StructureWord().IsMatch(label);

    private static bool IsQuoted(string text) => text.Length > 2 && text[0] is '"' or '“' or '„' or '«';

    private static bool SaysAgain(string before, string phrase)
    {
        var words = Words(phrase);
        return words.Count > 0 && words.IsSubsetOf(Words(before));

        static HashSet<string> Words(string text) =>
            [.. text.ToLowerInvariant().Split(' ').Select(word => word.Trim('.', ',', '!', '?', ':', '"', '“', '”')).Where(word => !KeyPhrase.IsSmall(word))];
    }

    private static bool Same(string one, string other) =>
        string.Equals(one.Trim().TrimEnd('.', '!', '?'), other.Trim().TrimEnd('.', '!', '?'), StringComparison.OrdinalIgnoreCase);

    private const string Units = @"\s?(?:%|percent|bar|°C?|x|×|kg|km|million|billion)?";

    [GeneratedRegex(@"(?<![\w#])[$€£]?\d[\d.,]*\d?" + Units + @"(?![\w])", RegexOptions.IgnoreCase)]
    private static partial Regex Figure();

    [GeneratedRegex(@"^[$€£]?\d(?:[\d.,]*\d)?(?:" + Units + @")(?=\s+[\p{L}\p{N}]|\s*$)", RegexOptions.IgnoreCase)]
    private static partial Regex LeadingFigure();

    [GeneratedRegex(@"^\s*(?:(?:tip|step|number|no\.|reason|rule|#)\s*)?(\d{1,2})\b", RegexOptions.IgnoreCase)]
    private static partial Regex LabelNumber();

    [GeneratedRegex(@"^\s*(?:(?:number|tip|step|rule|reason)\s+(\w+)|(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)(?:ly)?)\s*[:,.—–]", RegexOptions.IgnoreCase)]
    private static partial Regex SpokenNumber();

    [GeneratedRegex(@"^(?:scene \d+|hook|intro\w*|opening|start|end|the end|ending|end card|outro|call(?: to action)?|cta|conclusion|summary|content|body)$", RegexOptions.IgnoreCase)]
    private static partial Regex StructureWord();
}
