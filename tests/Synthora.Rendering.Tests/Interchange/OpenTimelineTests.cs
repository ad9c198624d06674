using System.Text.Json.Nodes;
using Synthora.Rendering.Interchange;
using Synthora.Rendering.Tests.Editing;
using Synthora.Rendering.Tests.Timelines;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Interchange;

/// <summary>Reads the export as strictly as a reader of OpenTimelineIO's serialized data model may.</summary>
public sealed class OpenTimelineTests
{
    /// <summary>Every field of every schema we write, after OpenTimelineIO's own list of serialized fields.</summary>
    private static readonly Dictionary<string, string[]> Model = new()
    {
        ["Timeline.1"] = ["metadata", "name", "global_start_time", "tracks"],
        ["Stack.1"] = ["metadata", "name", "source_range", "effects", "markers", "enabled", "children"],
        ["Track.1"] = ["metadata", "name", "source_range", "effects", "markers", "enabled", "children", "kind"],
        ["Clip.2"] = ["metadata", "name", "source_range", "effects", "markers", "enabled", "media_references", "active_media_reference_key"],
        ["Gap.1"] = ["metadata", "name", "source_range", "effects", "markers", "enabled"],
        ["Transition.1"] = ["metadata", "name", "enabled", "transition_type", "in_offset", "out_offset"],
        ["ExternalReference.1"] = ["metadata", "name", "available_range", "available_image_bounds", "target_url"],
        ["GeneratorReference.1"] = ["metadata", "name", "available_range", "available_image_bounds", "generator_kind", "parameters"],
        ["Marker.2"] = ["metadata", "name", "color", "comment", "marked_range"],
        ["TimeRange.1"] = ["start_time", "duration"],
        ["RationalTime.1"] = ["rate", "value"],
        ["Effect.1"] = ["metadata", "name", "enabled", "effect_name"],
        ["LinearTimeWarp.1"] = ["metadata", "name", "enabled", "effect_name", "time_scalar"],
    };

    [Fact]
    public void The_export_has_every_field_of_the_model_and_tracks_as_long_as_the_video()
    {
        var timeline = TimelineSamples.Of(
            (new ClipVisual("/p/clip ä#1.mp4", 1.5, SoundGain: 0.4), 40, Transition.Cut),
            (new StillVisual("/p/photo.png"), 30, new(TransitionKind.Slide, 12)),
            (TimelineSamples.Card(), 30, new(TransitionKind.Fade, 8)),
            (new ClipVisual("/p/clip ä#1.mp4", 0, SoundGain: 1), 25, Transition.Cut),
            (new ColourVisual("#0A1B2C"), 20, Transition.Cut)) with
        {
            Audio = new AudioMix { Voice = [new VoiceClip("/p/a.wav", 400, 1200), new VoiceClip("/p/b.wav", 1500, 900), new VoiceClip("/p/c.wav", 3000, 2000)], Music = new MusicTrack("/p/m.opus") },
        };

        var document = JsonNode.Parse(OpenTimeline.Write(timeline, "/p/out"))!.AsObject();

        Check(document);
        document["OTIO_SCHEMA"]!.GetValue<string>().ShouldBe("Timeline.1");
        var tracks = document["tracks"]!["children"]!.AsArray();
        // The second recording begins while the first still sounds.
        tracks.Select(track => $"{track!["kind"]} {track["name"]}").ShouldBe(["Video Picture", "Audio Narration", "Audio Narration 2", "Audio Original sound", "Audio Music"]);
        Length(tracks[0]!).ShouldBe(145);
        tracks[0]!["markers"]!.AsArray().Count.ShouldBe(5);
        foreach (var track in tracks) Length(track!).ShouldBeLessThanOrEqualTo(145);
        var pictures = tracks[0]!["children"]!.AsArray();
        pictures.Select(item => item!["OTIO_SCHEMA"]!.GetValue<string>()).ShouldBe(["Clip.2", "Transition.1", "Clip.2", "Transition.1", "Clip.2", "Clip.2", "Clip.2"]);
        pictures[0]!["media_references"]!["DEFAULT_MEDIA"]!["target_url"]!.GetValue<string>().ShouldBe("../clip%20%C3%A4%231.mp4");
        pictures[0]!["source_range"]!["start_time"]!["value"]!.GetValue<double>().ShouldBe(45);
        (pictures[3]!["transition_type"]!.GetValue<string>(), pictures[3]!["out_offset"]!["value"]!.GetValue<double>()).ShouldBe(("SMPTE_Dissolve", 8));
        pictures[4]!["media_references"]!["DEFAULT_MEDIA"]!["generator_kind"]!.GetValue<string>().ShouldBe("synthora.card");
        var colour = pictures[6]!["media_references"]!["DEFAULT_MEDIA"]!;
        (colour["generator_kind"]!.GetValue<string>(), colour["parameters"]!["colour"]!.GetValue<string>()).ShouldBe(("synthora.colour", "#0A1B2C"));
        pictures[6]!["effects"]!.AsArray().ShouldBeEmpty("no camera moves before one colour");
        Start(tracks[1]!, "c").ShouldBe(90);
    }

    [Fact]
    public void Titles_overlays_paces_and_effects_reach_the_editing_program()
    {
        var timeline = TimelineSamples.Of(
            (new ClipVisual("/p/run.mp4") { Speed = [new(0, 0.5), new(1, 2)] }, 60, Transition.Cut),
            (new StillVisual("/p/photo.png"), 60, Transition.Cut));
        timeline = timeline with
        {
            Scenes = [timeline.Scenes[0] with { Texts = [new OverlayText("Look here", 6, 40)] }, timeline.Scenes[1] with { Shots = [timeline.Scenes[1].Shots[0] with { Framing = new(FillMode.Blur) { Why = "a test" } }] }],
            Look = timeline.Look with { Grade = new(GradeName.Cinematic, 0.5) },
            Overlays =
            [
                new LogoOverlay("/p/logo.png"),
                new ProgressBarOverlay(),
                new LowerThirdOverlay("Ada", "Engineer") { StartFrame = 10, EndFrame = 50 },
                new StickerOverlay(Path: "/p/star.webm") { StartFrame = 70, EndFrame = 100 },
            ],
            Audio = new AudioMix { Effects = [new SoundEffect(EffectKind.Whoosh, 2000)] },
        };

        var document = JsonNode.Parse(OpenTimeline.Write(timeline, "/p"))!.AsObject();

        Check(document);
        var tracks = document["tracks"]!["children"]!.AsArray();
        tracks.Select(track => $"{track!["kind"]} {track["name"]}").ShouldBe(["Video Picture", "Video Titles", "Video Overlays", "Video Overlays 2", "Video Overlays 3", "Audio Sound effects"]);
        foreach (var track in tracks) Length(track!).ShouldBeLessThanOrEqualTo(120);
        var warp = tracks[0]!["children"]![0]!["effects"]![0]!;
        (warp["OTIO_SCHEMA"]!.GetValue<string>(), warp["time_scalar"]!.GetValue<double>()).ShouldBe(("LinearTimeWarp.1", 1.25));
        tracks[0]!["children"]![1]!["effects"]!.AsArray().Select(effect => effect!["effect_name"]!.GetValue<string>()).ShouldBe(["synthora.blur", "synthora.zoom_in"]);
        tracks[0]!["effects"]![0]!["effect_name"]!.GetValue<string>().ShouldBe("synthora.cinematic");
        Start(tracks[1]!, "Look here").ShouldBe(6);
        tracks[1]!["children"]![1]!["media_references"]!["DEFAULT_MEDIA"]!["parameters"]!["text"]!.GetValue<string>().ShouldBe("Look here");
        tracks[2]!["children"]![0]!["media_references"]!["DEFAULT_MEDIA"]!["target_url"]!.GetValue<string>().ShouldBe("logo.png");
        Start(tracks[4]!, "Ada").ShouldBe(10);
        Start(tracks[4]!, "Sticker").ShouldBe(70);
        tracks[4]!["children"]!.AsArray().Last()!["media_references"]!["DEFAULT_MEDIA"]!["target_url"]!.GetValue<string>().ShouldBe("star.webm");
    }

    [Fact]
    public void Any_timeline_exports_by_the_model()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var audio = new RandomDocument(seed).Create<AudioMix>();
            var timeline = TimelineEditTests.Spoken(3) with { Audio = audio with { Voice = [new VoiceClip("/v.wav", 100 * seed, 1000)] } };
            Check(JsonNode.Parse(OpenTimeline.Write(timeline, "/p"))!.AsObject());
        }
    }

    private static void Check(JsonObject item)
    {
        var schema = item["OTIO_SCHEMA"]!.GetValue<string>();
        Model.ShouldContainKey(schema);
        item.Select(field => field.Key).Order(StringComparer.Ordinal).ShouldBe(Model[schema].Append("OTIO_SCHEMA").Order(StringComparer.Ordinal), schema);
        foreach (var (name, value) in item.Where(field => field.Key is not ("metadata" or "parameters")))
        {
            if (value is JsonObject inner && inner.ContainsKey("OTIO_SCHEMA")) Check(inner);
            else if (value is JsonObject references) foreach (var (_, reference) in references) Check(reference!.AsObject());
            else if (value is JsonArray items) foreach (var child in items) Check(child!.AsObject());
            else if (name is "rate" or "value") value!.GetValue<double>().ShouldBeGreaterThanOrEqualTo(0);
        }
    }

    private static double Length(JsonNode track) => track["children"]!.AsArray()
        .Where(child => child!["source_range"] is not null).Sum(child => child!["source_range"]!["duration"]!["value"]!.GetValue<double>());

    private static double Start(JsonNode track, string name) => track["children"]!.AsArray()
        .TakeWhile(child => child!["name"]!.GetValue<string>() != name).Sum(child => child!["source_range"]!["duration"]!["value"]!.GetValue<double>());
}
