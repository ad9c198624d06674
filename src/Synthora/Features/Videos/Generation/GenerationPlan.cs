using System.Security.Cryptography;
using System.Text;
using Synthora.Data;
using Synthora.Features.Scripts;
using Synthora.Features.Templates;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Generation;

/// <summary>Every choice of a run, settled: what was asked for wins over the script, the script over its template, the template over what its owner usually has.</summary>
public sealed record GenerationPlan
{
    public required TemplateConfig Template { get; init; }
    public required Script Script { get; init; }
    public required string Title { get; init; }
    public required string Voice { get; init; }
    public required double VoiceSpeed { get; init; }

    /// <summary>How it should sound, such as <c>calm</c>.</summary>
    public required string VoiceTone { get; init; }
    public required string Language { get; init; }
    public required Look Look { get; init; }

    /// <summary>A mood, <c>none</c> or a path.</summary>
    public required string Music { get; init; }

    /// <summary>A track not to take again; null where a seed was asked for, which repeats a choice.</summary>
    public string? LastMusic { get; init; }
    /// <summary>Music stays as far under the voice as listeners need who hear badly.</summary>
    public bool ClearSpeech { get; init; }
    public required Platform Platform { get; init; }
    public required Canvas Canvas { get; init; }
    public required int Seed { get; init; }
    public double? WishedSeconds { get; init; }

    /// <summary>A path: full when asked for on the command line, relative to the script when asked for there.</summary>
    public string? Logo { get; init; }
    /// <summary>A full path.</summary>
    public string? Watermark { get; init; }
    public BarEdge? ProgressBar { get; init; }

    private const double EndCardSeconds = 2.6;

    /// <summary>Whether the hook's words stand on its footage: what a script says itself is always shown.</summary>
    public required bool HasHookTitle { get; init; }

    /// <summary>Full path of the owner's own thumbnail; null has one designed.</summary>
    public string? Thumbnail { get; init; }

    /// <exception cref="GenerationException">A choice is none of the allowed values.</exception>
    public static GenerationPlan Settle(GenerationInput input, Script script, Canvas? canvas = null)
    {
        var (wishes, settings) = (input.Overrides, script.Settings);
        try
        {
            var template = TemplateOf(input, script);
            var asked = StyleOf(wishes.Captions) ?? settings.Captions;
            return new GenerationPlan
            {
                Template = template,
                Script = WithEndCard(Naming(template, script)),
                Title = Given(input.Title) ?? Given(script.Title) ?? FirstWords(script),
                Voice = Given(wishes.Voice) is { } voice ? ScriptChoices.Voice(voice) : settings.Voice ?? ScriptChoices.NameOf(template.Audio.VoiceGender),
                VoiceSpeed = template.Audio.VoiceSpeed,
                VoiceTone = EnumText.Of(template.Audio.VoiceTone),
                Language = settings.Language ?? "en",
                Look = new Look
                {
                    Palette = settings.Palette ?? template.Visual.ColorPalette,
                    Aesthetic = template.Visual.VisualAesthetic,
                    Fonts = TemplateWords.Fonts(template),
                    Grade = settings.Grade ?? new ColourGrade(Enum.Parse<GradeName>(template.Visual.VisualAesthetic.ToString())),
                    Captions = asked ?? template.Text.CaptionStyle ?? StyleOf(input.UsualCaptions) ?? CaptionStyle.Modern,
                    CaptionPlace = settings.CaptionPlace ?? (asked is null && template.Text.CaptionStyle is not null ? PlaceOf(template) : null),
                    CaptionEmoji = settings.CaptionEmoji,
                },
                Music = Given(wishes.Music) is { } music ? ScriptChoices.Music(music) : settings.Music ?? ScriptChoices.NameOf(template.Audio.MusicMood),
                LastMusic = wishes.Seed is null ? input.LastMusic : null,
                ClearSpeech = wishes.ClearSpeech ?? settings.ClearSpeech,
                Platform = Given(wishes.Platform) is { } platform ? ScriptChoices.Platform(platform) : settings.Platform ?? Platform.Universal,
                Canvas = canvas ?? (Given(wishes.Size) is { } size ? ScriptChoices.Size(size) : Canvas.ForAspect(Given(wishes.Aspect) is { } aspect ? ScriptChoices.Aspect(aspect) : settings.Aspect ?? template.Visual.AspectRatio)),
                Seed = wishes.Seed ?? SeedOf(script),
                HasHookTitle = input.Kind == SourceKind.Script || template.Text.HookTextOverlay,
                Thumbnail = Given(wishes.Thumbnail),
                Logo = Given(wishes.Logo) ?? settings.Logo,
                Watermark = Given(wishes.Watermark),
                ProgressBar = wishes.ProgressBar ?? settings.ProgressBar,
                WishedSeconds = wishes.DurationSeconds ?? settings.Duration,
            };
        }
        catch (FormatException wrong)
        {
            throw new GenerationException(char.ToUpperInvariant(wrong.Message[0]) + wrong.Message[1..], "Choose one of them and start again.", wrong);
        }
    }

    /// <summary>The one that a given script chose itself, else the one in force. A script that was written for the run chose nothing.</summary>
    public static TemplateConfig TemplateOf(GenerationInput input, Script? script)
    {
        var chosen = input.Kind == SourceKind.Script ? script?.Settings.Template : null;
        if (chosen is null && input.Preset is { } preset) return preset;
        var slug = chosen ?? Given(input.Template) ?? SystemTemplates.DefaultSlug;
        return SystemTemplates.Find(ScriptChoices.Template(slug))!;
    }

    /// <summary>A template places the captions of its own style; one chosen by somebody else stands where it was designed to.</summary>
    private static CaptionPlace PlaceOf(TemplateConfig template) => template.Text.TextPosition switch
    {
        TextPosition.Top => CaptionPlace.Top,
        TextPosition.Center => CaptionPlace.Centre,
        _ => CaptionPlace.Bottom,
    };

    /// <summary>Only the product's own templates have names that mean something to whoever reads the script later.</summary>
    private static Script Naming(TemplateConfig template, Script script) => script with { Settings = script.Settings with { Template = SystemTemplates.Find(template.Slug)?.Slug } };

    /// <summary>The end card is a scene like any other, without narration.</summary>
    private static Script WithEndCard(Script script) => script.Settings.EndCard is { } words
        ? script with { Scenes = [.. script.Scenes, new ScriptScene { Label = "End card", Texts = [words], Duration = EndCardSeconds }] }
        : script;

    private static CaptionStyle? StyleOf(string? word) => Given(word) is { } given ? ScriptChoices.Captions(given) : null;

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private static string FirstWords(Script script)
    {
        var words = script.Scenes.Select(scene => scene.Narration).FirstOrDefault(narration => narration.Length > 0, "Untitled")
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words.Take(8)).TrimEnd('.', ',', ';', ':');
    }

    private static int SeedOf(Script script) =>
        BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes(ScriptPrinter.Print(script)))) & 0x7FFFFFFF;
}
