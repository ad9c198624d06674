using System.Text.Json;
using System.Text.Json.Nodes;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Interchange;

/// <summary>
/// Writes a timeline as OpenTimelineIO JSON, which editing programs read: one picture track with transitions, tracks of
/// titles and overlays above it, tracks of narration, original sound, effects and music, scenes as markers. What has no
/// name there stands in the metadata under <c>synthora</c>. Field names and versions after the serialized data model of
/// OpenTimelineIO 0.17.
/// </summary>
public static class OpenTimeline
{
    private const string DefaultMedia = "DEFAULT_MEDIA";
    private static readonly JsonSerializerOptions Indented = new(TimelineJson.Options) { WriteIndented = true };

    /// <param name="timeline">With absolute paths.</param>
    /// <param name="folder">Where the file will stand; media are named relative to it.</param>
    public static string Write(Timeline timeline, string folder)
    {
        var tracks = new JsonArray(
            Track("Picture", "Video", Pictures(timeline, folder), Markers(timeline), Look(timeline)));
        foreach (var (name, lane) in Lanes("Titles", OverlayTrack.Titles(timeline))) tracks.Add((JsonNode)Track(name, "Video", Spaced(lane, timeline)));
        foreach (var (name, lane) in Lanes("Overlays", OverlayTrack.Overlays(timeline, folder))) tracks.Add((JsonNode)Track(name, "Video", Spaced(lane, timeline)));
        foreach (var (name, lane) in Lanes("Narration", timeline.Audio.Voice.Select(clip => Sounding(clip, timeline, folder)))) tracks.Add((JsonNode)Track(name, "Audio", Spaced(lane, timeline)));
        foreach (var (name, lane) in Lanes("Original sound", OriginalSound(timeline, folder))) tracks.Add((JsonNode)Track(name, "Audio", Spaced(lane, timeline)));
        foreach (var (name, lane) in Lanes("Sound effects", OverlayTrack.SoundEffects(timeline))) tracks.Add((JsonNode)Track(name, "Audio", Spaced(lane, timeline)));
        if (timeline.Audio.Music is { } music)
        {
            tracks.Add((JsonNode)Track("Music", "Audio",
            [
                Clip("Music", External(music.Path, folder), 0, timeline.FrameCount, timeline, Metadata(new { music.GainDb, music.UnderSpeechDb, Looped = true })),
            ]));
        }

        var stack = Item("Stack.1", "tracks");
        stack["children"] = tracks;
        var document = new JsonObject
        {
            ["OTIO_SCHEMA"] = "Timeline.1",
            ["metadata"] = Metadata(new
            {
                timeline.Version,
                timeline.Language,
                timeline.Platform,
                timeline.Canvas,
                timeline.Look,
                timeline.Seed,
                timeline.Audio.LoudnessLufs,
                timeline.Audio.Levels,
                timeline.Narrator,
                timeline.Credits,
                timeline.Fallbacks,
            }),
            ["name"] = timeline.Title,
            ["global_start_time"] = null,
            ["tracks"] = stack,
        };
        return document.ToJsonString(Indented) + "\n";
    }

    private static IEnumerable<JsonObject> Pictures(Timeline timeline, string folder)
    {
        for (var i = 0; i < timeline.Scenes.Count; i++)
        {
            var scene = timeline.Scenes[i];
            if (i > 0 && scene.TransitionIn.Kind != TransitionKind.Cut) yield return Transition(scene.TransitionIn, timeline);
            for (var n = 0; n < scene.Shots.Count; n++)
            {
                var shot = scene.Shots[n];
                var name = scene.Shots.Count == 1 ? scene.Id : $"{scene.Id} shot {n + 1}";
                var start = shot.Visual is ClipVisual clip ? clip.InSeconds * timeline.Canvas.Fps : 0;
                var item = Clip(name, Reference(shot.Visual, folder), start, shot.FrameCount, timeline, Metadata(new { Scene = scene.Id, shot.Motion, shot.Framing, Visual = shot.Visual }));
                item["effects"] = new JsonArray([.. Effects(shot)]);
                yield return item;
            }
        }
    }

    /// <summary>A pace that changes has no name in OpenTimelineIO: its mean is the warp, its course stands in the metadata.</summary>
    private static IEnumerable<JsonNode> Effects(Shot shot)
    {
        if (shot.Visual is ClipVisual { Speed: { Count: > 0 } keys })
        {
            var warp = Effect("LinearTimeWarp.1", "Speed", "LinearTimeWarp", new { Keys = keys });
            warp["time_scalar"] = Math.Round(new SpeedCurve(keys, shot.FrameCount).Shown(shot.FrameCount) / shot.FrameCount, 4);
            yield return warp;
        }

        if (shot.Framing is { } framing) yield return Effect("Effect.1", "Framing", $"synthora.{framing.Mode.ToString().ToLowerInvariant()}", framing);
        if (shot.Motion != Timelines.Motion.None && shot.Visual is not (CardVisual or ColourVisual)) yield return Effect("Effect.1", "Motion", $"synthora.{JsonNamingPolicy.SnakeCaseLower.ConvertName(shot.Motion.ToString())}", new { shot.Motion });
    }

    private static JsonArray Look(Timeline timeline) =>
        timeline.Look.Grade is { } grade && grade.Name != GradeName.None ? [Effect("Effect.1", "Colour look", $"synthora.{grade.Name.ToString().ToLowerInvariant()}", grade)] : [];

    private static JsonObject Effect(string schema, string name, string effect, object about) => new()
    {
        ["OTIO_SCHEMA"] = schema,
        ["metadata"] = Metadata(about),
        ["name"] = name,
        ["enabled"] = true,
        ["effect_name"] = effect,
    };

    /// <summary>The old picture is held while the new one comes in over it, so all of a transition lies behind the cut.</summary>
    private static JsonObject Transition(Transition transition, Timeline timeline) => new()
    {
        ["OTIO_SCHEMA"] = "Transition.1",
        ["metadata"] = Metadata(transition),
        ["name"] = transition.Kind.ToString(),
        ["enabled"] = true,
        ["transition_type"] = transition.Kind is TransitionKind.Fade or TransitionKind.Dissolve ? "SMPTE_Dissolve" : "Custom_Transition",
        ["in_offset"] = Time(0, timeline),
        ["out_offset"] = Time(transition.Frames, timeline),
    };

    private static JsonArray Markers(Timeline timeline) =>
        [.. timeline.Scenes.Select(JsonNode (scene) => new JsonObject
        {
            ["OTIO_SCHEMA"] = "Marker.2",
            ["metadata"] = Metadata(new { scene.Id, scene.Narration, scene.Captions, scene.Texts }),
            ["name"] = scene.Label.Length > 0 ? scene.Label : scene.Id,
            ["color"] = "GREEN",
            ["comment"] = scene.Narration,
            ["marked_range"] = Range(scene.StartFrame, scene.EndFrame - scene.StartFrame, timeline),
        })];

    private static Placed Sounding(VoiceClip voice, Timeline timeline, string folder)
    {
        var start = (int)Math.Round(voice.StartMs * timeline.Canvas.Fps / 1000.0);
        var frames = Math.Min(timeline.FrameCount - start, Math.Max(1, (int)Math.Round(voice.DurationMs * timeline.Canvas.Fps / 1000.0)));
        return new(start, frames, Clip(Path.GetFileNameWithoutExtension(voice.Path), External(voice.Path, folder), 0, frames, timeline, Metadata(new { voice.StartMs, voice.DurationMs, voice.GainDb })));
    }

    private static IEnumerable<Placed> OriginalSound(Timeline timeline, string folder) =>
        from scene in timeline.Scenes
        from shot in scene.Shots
        where shot.Visual is ClipVisual { SoundGain: > 0 }
        let clip = (ClipVisual)shot.Visual
        select new Placed(shot.StartFrame, shot.FrameCount, Clip(
            $"{scene.Id} sound", External(clip.Path, folder), clip.InSeconds * timeline.Canvas.Fps, shot.FrameCount, timeline, Metadata(new { clip.SoundGain })));

    /// <summary>Sounds that overlap stand on tracks of their own.</summary>
    private static IEnumerable<(string Name, List<Placed> Lane)> Lanes(string name, IEnumerable<Placed> sounds)
    {
        var lanes = new List<List<Placed>>();
        foreach (var sound in sounds.OrderBy(sound => sound.Start))
        {
            var lane = lanes.Find(free => free[^1].Start + free[^1].Frames <= sound.Start);
            if (lane is null) lanes.Add(lane = []);
            lane.Add(sound);
        }

        return lanes.Select((lane, index) => (index == 0 ? name : $"{name} {index + 1}", lane));
    }

    private static IEnumerable<JsonObject> Spaced(List<Placed> lane, Timeline timeline)
    {
        var at = 0;
        foreach (var sound in lane)
        {
            if (sound.Start > at)
            {
                var gap = Item("Gap.1", "");
                gap["source_range"] = Range(0, sound.Start - at, timeline);
                yield return gap;
            }

            yield return sound.Clip;
            at = sound.Start + sound.Frames;
        }
    }

    private static JsonObject Track(string name, string kind, IEnumerable<JsonObject> children, JsonArray? markers = null, JsonArray? effects = null)
    {
        var track = Item("Track.1", name);
        track["kind"] = kind;
        track["children"] = new JsonArray([.. children]);
        if (markers is not null) track["markers"] = markers;
        if (effects is not null) track["effects"] = effects;
        return track;
    }

    internal static JsonObject Clip(string name, JsonObject media, double start, int frames, Timeline timeline, JsonObject metadata)
    {
        var clip = Item("Clip.2", name);
        clip["metadata"] = metadata;
        clip["source_range"] = Range(start, frames, timeline);
        clip["media_references"] = new JsonObject { [DefaultMedia] = media };
        clip["active_media_reference_key"] = DefaultMedia;
        return clip;
    }

    private static JsonObject Item(string schema, string name) => new()
    {
        ["OTIO_SCHEMA"] = schema,
        ["metadata"] = new JsonObject(),
        ["name"] = name,
        ["source_range"] = null,
        ["effects"] = new JsonArray(),
        ["markers"] = new JsonArray(),
        ["enabled"] = true,
    };

    private static JsonObject Reference(Visual visual, string folder) => visual switch
    {
        ClipVisual clip => External(clip.Path, folder),
        StillVisual still => External(still.Path, folder),
        ColourVisual => Generator("colour", JsonSerializer.SerializeToNode(visual, TimelineJson.Options)),
        _ => Generator("card", JsonSerializer.SerializeToNode(visual, TimelineJson.Options)),
    };

    internal static JsonObject Generator(string kind, JsonNode? parameters) => new()
    {
        ["OTIO_SCHEMA"] = "GeneratorReference.1",
        ["metadata"] = new JsonObject(),
        ["name"] = kind,
        ["available_range"] = null,
        ["available_image_bounds"] = null,
        ["generator_kind"] = $"synthora.{kind}",
        ["parameters"] = parameters,
    };

    internal static JsonObject External(string path, string folder) => new()
    {
        ["OTIO_SCHEMA"] = "ExternalReference.1",
        ["metadata"] = new JsonObject(),
        ["name"] = Path.GetFileName(path),
        ["available_range"] = null,
        ["available_image_bounds"] = null,
        ["target_url"] = string.Join('/', Path.GetRelativePath(folder, path).Replace('\\', '/').Split('/').Select(Uri.EscapeDataString)),
    };

    private static JsonObject Range(double start, int frames, Timeline timeline) => new()
    {
        ["OTIO_SCHEMA"] = "TimeRange.1",
        ["start_time"] = Time(start, timeline),
        ["duration"] = Time(frames, timeline),
    };

    private static JsonObject Time(double frames, Timeline timeline) => new()
    {
        ["OTIO_SCHEMA"] = "RationalTime.1",
        ["rate"] = (double)timeline.Canvas.Fps,
        ["value"] = Math.Round(frames, 3),
    };

    internal static JsonObject Metadata(object about) => new() { ["synthora"] = JsonSerializer.SerializeToNode(about, TimelineJson.Options) };
}

/// <summary>An item of a track that has gaps.</summary>
internal sealed record Placed(int Start, int Frames, JsonObject Clip);
