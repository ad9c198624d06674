using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Synthora.Data;
using Synthora.Providers.Stock;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Editing.Pages;

/// <summary>What a form of the storyboard page sends. A button of the scene list says all in its value, such as <c>move scene-2 3</c>.</summary>
public sealed class EditForm
{
    [FromForm(Name = "act")] public string? Act { get; set; }
    [FromForm(Name = "revision")] public int? Revision { get; set; }
    [FromForm(Name = "client")] public string? Client { get; set; }

    /// <summary>Where the page goes on afterwards.</summary>
    [FromForm(Name = "at")] public string? At { get; set; }
    [FromForm(Name = "panel")] public string? Panel { get; set; }
    [FromForm(Name = "scene")] public string? Scene { get; set; }
    [FromForm(Name = "text")] public string? Text { get; set; }
    [FromForm(Name = "shown")] public string? Shown { get; set; }
    [FromForm(Name = "value")] public string? Value { get; set; }
    [FromForm(Name = "speed")] public string? Speed { get; set; }
    [FromForm(Name = "under")] public string? Under { get; set; }
    [FromForm(Name = "voice_db")] public string? VoiceDb { get; set; }
    [FromForm(Name = "music_db")] public string? MusicDb { get; set; }
    [FromForm(Name = "original_db")] public string? OriginalDb { get; set; }
    [FromForm(Name = "effects_db")] public string? EffectsDb { get; set; }
    [FromForm(Name = "media")] public string? Media { get; set; }
    [FromForm(Name = "query")] public string? Query { get; set; }
    [FromForm(Name = "page")] public int? Page { get; set; }

    public Seen Seen => new(Revision ?? 0, string.IsNullOrEmpty(Client) ? null : Client);

    public string Word => Words[0];

    private string[] Words => (Act ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } words ? words : [""];

    /// <summary>Null for what is no edit, such as undo.</summary>
    public StoryboardEdit? ToEdit()
    {
        var scene = Words.ElementAtOrDefault(1) ?? Scene ?? "";
        var third = Words.ElementAtOrDefault(2);
        return Word switch
        {
            "narrate" => new NarrateEdit(scene, Lines(Text)),
            "caption_show" => new CaptionEdit(scene, Shown: Shown is not null),
            "caption_text" => new CaptionEdit(scene, Text: Lines(Text)),
            "texts" => new TextsEdit(scene, [.. Lines(Text).Split('\n').Select(line => line.Trim()).Reverse().SkipWhile(line => line.Length == 0).Reverse()]),
            "cards" => new CardsEdit(scene),
            "stock" when Words is [_, _, var provider, var item, var kind] && EnumOf<StockKind>(kind) is { } known => new StockEdit(scene, Query ?? "", provider, item, known, Page: Page),
            "media" when Guid.TryParse(Media, out var media) => new MediaEdit(scene, media),
            "regenerate" => new RegenerateEdit(scene),
            "framing" when EnumOf<FillMode>(Value) is { } mode => new FramingEdit(scene, mode),
            "motion" when EnumOf<Motion>(Value) is { } motion => new MotionEdit(scene, motion),
            "transition" when EnumOf<TransitionKind>(Value) is { } transition => new TransitionEdit(scene, transition),
            "duration" => new DurationEdit(scene, Number(Value) ?? 0),
            "move" => new MoveEdit(scene, int.TryParse(third ?? Value, NumberStyles.None, CultureInfo.InvariantCulture, out var to) ? to : 0),
            "add" => new AddEdit(scene.Length == 0 ? null : scene, Lines(Text)),
            "split" => new SplitEdit(scene, int.TryParse(Value, NumberStyles.None, CultureInfo.InvariantCulture, out var word) && word >= 2 ? word : null),
            "duplicate" => new DuplicateEdit(scene),
            "delete" => new DeleteEdit(scene),
            "title" => new TitleEdit(Lines(Text)),
            "caption_style" when EnumOf<CaptionStyle>(Value) is { } style => new CaptionStyleEdit(style),
            "voice" when (Value ?? "").Split('/', 2) is [var provider, var voice] => new VoiceEdit(voice, Number(Speed) ?? 1, provider),
            "music" or "music_again" => new MusicEdit(Value ?? "none", Word == "music_again", Number(Under)),
            "levels" => new LevelsEdit(Number(VoiceDb) ?? 0, Number(OriginalDb) ?? 0, Number(MusicDb) ?? 0, Number(EffectsDb) ?? 0),
            _ => null,
        };
    }

    private static string Lines(string? text) => text?.ReplaceLineEndings("\n").Trim() ?? "";

    private static double? Number(string? text) => double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static T? EnumOf<T>(string? word) where T : struct, Enum =>
        Enum.GetValues<T>().Where(value => EnumText.Of(value) == word).Select(value => (T?)value).FirstOrDefault();
}
