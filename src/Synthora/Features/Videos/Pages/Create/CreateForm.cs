using Microsoft.AspNetCore.Mvc;
using Synthora.Features.Integrations;
using Synthora.Features.Videos.Crew;
using Synthora.Features.Videos.Generation;

namespace Synthora.Features.Videos.Pages.Create;

/// <summary>The create page's fields as sent. Each source has its own text, so that changing the tab loses nothing.</summary>
public sealed class CreateForm
{
    [FromForm(Name = "source")] public string? Source { get; set; }
    [FromForm(Name = "topic")] public string? Topic { get; set; }
    [FromForm(Name = "notes")] public string? Notes { get; set; }
    [FromForm(Name = "script")] public string? Script { get; set; }
    [FromForm(Name = "title")] public string? Title { get; set; }
    [FromForm(Name = "custom_instructions")] public string? Instructions { get; set; }
    [FromForm(Name = "template")] public string? Template { get; set; }
    [FromForm(Name = "subtitle_style")] public string? Captions { get; set; }
    [FromForm(Name = "voice")] public string? Voice { get; set; }
    [FromForm(Name = "platform")] public string? Platform { get; set; }
    [FromForm(Name = "music")] public string? Music { get; set; }
    [FromForm(Name = "clear_speech")] public bool? ClearSpeech { get; set; }
    [FromForm(Name = "aspect_ratio")] public string? AspectRatio { get; set; }

    [FromForm(Name = "logo")] public string? Logo { get; set; }
    [FromForm(Name = "watermark")] public string? Watermark { get; set; }

    /// <summary>Files of the library to show.</summary>
    [FromForm(Name = "media")] public Guid[]? Media { get; set; }

    /// <summary>Who does each step of this one video; empty for whoever the settings name.</summary>
    [FromForm(Name = "provider_script")] public string? ScriptProvider { get; set; }
    [FromForm(Name = "provider_voice")] public string? VoiceProvider { get; set; }
    [FromForm(Name = "provider_media")] public string? MediaProvider { get; set; }
    [FromForm(Name = "provider_video_ai")] public string? VideoAiProvider { get; set; }
    [FromForm(Name = "provider_assembly")] public string? AssemblyProvider { get; set; }

    /// <summary>Made with the page: sending the same form twice makes one video.</summary>
    [FromForm(Name = "key")] public string? Key { get; set; }

    /// <summary>What an earlier video was made from, to make another of it.</summary>
    public static CreateForm Of(VideoResponse video) => new()
    {
        Source = video.Source.ToString().ToLowerInvariant(),
        Topic = video.Source == SourceKind.Topic ? video.Text : null,
        Notes = video.Source == SourceKind.Notes ? video.Text : null,
        Script = video.Source == SourceKind.Script ? video.Text : null,
        Title = video.Source == SourceKind.Script ? null : video.Title,
        Instructions = video.CustomInstructions,
        Template = video.Template,
        Captions = video.SubtitleStyle,
        Voice = video.Voice,
        Platform = video.Platform,
        Music = video.Music,
        ClearSpeech = video.ClearSpeech == true,
        AspectRatio = video.AspectRatio,
    };

    public IReadOnlyList<Guid> MediaIds => [.. (Media ?? []).Distinct()];

    public SourceKind Kind => Enum.TryParse<SourceKind>(Source, ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : SourceKind.Topic;

    /// <summary>A writer is wanted for topics only, so what was chosen for one does not hinder a script.</summary>
    public ProviderChoices Providers => new()
    {
        Script = Kind == SourceKind.Topic ? NullIfBlank(ScriptProvider) : null,
        Voice = NullIfBlank(VoiceProvider),
        Media = NullIfBlank(MediaProvider),
        VideoAi = NullIfBlank(VideoAiProvider),
        Assembly = NullIfBlank(AssemblyProvider),
    };

    public CreateVideoRequest ToRequest() => new()
    {
        Source = Kind,
        Text = (Kind switch { SourceKind.Script => Script, SourceKind.Notes => Notes, _ => Topic })?.ReplaceLineEndings("\n") ?? "",
        Title = NullIfBlank(Title),
        CustomInstructions = NullIfBlank(Instructions),
        Template = NullIfBlank(Template),
        SubtitleStyle = NullIfBlank(Captions),
        Voice = NullIfBlank(Voice),
        Platform = NullIfBlank(Platform),
        Music = NullIfBlank(Music),
        // A script may ask for it by itself, which an empty box does not forbid.
        ClearSpeech = ClearSpeech == true ? true : null,
        AspectRatio = NullIfBlank(AspectRatio),
        Providers = Providers,
        BrandingAssetIds = [.. new[] { Logo, Watermark }.Select(id => Guid.TryParse(id, out var parsed) ? parsed : Guid.Empty).Where(id => id != Guid.Empty)],
        MediaIds = MediaIds,
    };

    public string? ProviderOf(ProviderCategory category) => category switch
    {
        ProviderCategory.Script => ScriptProvider,
        ProviderCategory.Voice => VoiceProvider,
        ProviderCategory.Media => MediaProvider,
        ProviderCategory.VideoAi => VideoAiProvider,
        ProviderCategory.Assembly => AssemblyProvider,
        _ => null,
    } is { Length: > 0 } given ? given : null;

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
