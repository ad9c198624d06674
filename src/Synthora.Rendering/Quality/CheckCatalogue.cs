using static Synthora.Rendering.Quality.CheckGroup;
using static Synthora.Rendering.Quality.Severity;
using Needs = Synthora.Rendering.Quality.CheckNeed;

namespace Synthora.Rendering.Quality;

/// <summary>Every check there is, in the order of the report. Ids are stable; docs/quality.md is held against this list.</summary>
public static class CheckCatalogue
{
    private const string Mp4Sources = "YouTube Help 1722171, Meta's publishing guide";
    private const string Own = "our own goal";
    private const string Ebu = "EBU R 128";
    private const string Netflix = "Netflix Timed Text Style Guide";
    private const string Detectable = "ITU-R BT.1359";
    private const string AdvicePacing = "advice of short-form editors";

    public static CheckDefinition Container { get; } = new("container", CheckGroup.File, Must, "Whole container", "every box inside the file", "ISO/IEC 14496-12", "walk of the file's boxes");
    public static CheckDefinition FastStart { get; } = new("fast_start", CheckGroup.File, Must, "Starts before it is loaded", "moov before mdat", Mp4Sources, "order of the outermost boxes");
    public static CheckDefinition EditLists { get; } = new("edit_lists", CheckGroup.File, Must, "No edit lists", "0", Mp4Sources, "count of elst boxes", "lists");
    public static CheckDefinition Metadata { get; } = new("metadata", CheckGroup.File, Should, "No leftover metadata", "none", Own, "tags of the container that came from a source", "tags");
    public static CheckDefinition PeakBitrate { get; } = new("bitrate", CheckGroup.File, Must, "Peak bitrate", "the platform's ceiling", "the platform", "most bytes of picture in any second", "kb/s");
    public static CheckDefinition AverageBitrate { get; } = new("average_bitrate", CheckGroup.File, Should, "Average bitrate", "what the platform advises", "the platform", "size over length", "kb/s");
    public static CheckDefinition FileSize { get; } = new("file_size", CheckGroup.File, Must, "File size", "the platform's largest upload", "the platform", "bytes of the file", "MB");

    public static CheckDefinition VideoStream { get; } = new("video_stream", Format, Must, "Video format", "h264 High, yuv420p, pixels 1:1, progressive", Mp4Sources, "ffprobe");
    public static CheckDefinition Size { get; } = new("size", Format, Must, "Picture size", "as planned, within the platform's sides", "the platform", "ffprobe, after rotation");
    public static CheckDefinition FrameRate { get; } = new("frame_rate", Format, Must, "Constant frame rate", "as planned, within the platform's range", "the platform", "distances of all packets", "fps");
    public static CheckDefinition Colour { get; } = new("colour", Format, Must, "Colour tags", "limited range, BT.709 three times", "ITU-R BT.709, YouTube Help 1722171", "ffprobe");
    public static CheckDefinition AudioStream { get; } = new("audio_stream", Format, Must, "Sound format", "AAC-LC, 48000 Hz, stereo", Mp4Sources, "ffprobe");
    public static CheckDefinition SoundBitrate { get; } = new("sound_bitrate", Format, Should, "Bitrate of the sound", "what the platform advises", "the platform", "bytes of the sound over its length", "kb/s", Needs.Sound);
    public static CheckDefinition KeyFrames { get; } = new("key_frames", Format, Must, "Key frame distance", "the platform's longest", "the platform", "times of all key frames", "s");
    public static CheckDefinition ClosedGroups { get; } = new("closed_groups", Format, Must, "Closed groups of pictures", "0 open", Mp4Sources, "frames shown before the key frame they follow", "groups");
    public static CheckDefinition BFrames { get; } = new("b_frames", Format, Must, "Consecutive B frames", "≤ 2", "YouTube Help 1722171", "longest run of reordered packets", "frames");
    public static CheckDefinition Decoding { get; } = new("decoding", Format, Must, "Every frame decodes", "no decoder complaint", Own, "decoding everything once", "frames");

    public static CheckDefinition Duration { get; } = new("duration", Length, Must, "Length for the platform", "the platform's range", "the platform", "the longer of picture and sound", "s");
    public static CheckDefinition PlannedLength { get; } = new("planned_length", Length, Must, "Length as planned", "≤ 500 ms off", Own, "picture against timeline", "s", Needs.Timeline);
    public static CheckDefinition LengthMatch { get; } = new("length_match", Length, Must, "Picture and sound end together", "≤ 1 frame", Own, "ends of both streams", "s", Needs.Sound);
    public static CheckDefinition StartOffset { get; } = new("start_offset", Length, Must, "Picture and sound start together", "both at 0, ≤ 21 ms", Own, "starts of both streams", "s", Needs.Sound);

    public static CheckDefinition Loudness { get; } = new("loudness", CheckGroup.Sound, Must, "Loudness", "−14 ±1 LUFS", $"{Ebu}; YouTube turns down what is louder", "ebur128 over the encoded sound", "LUFS", Needs.Sound);
    public static CheckDefinition TruePeak { get; } = new("true_peak", CheckGroup.Sound, Must, "True peak", "≤ −1 dBTP", Ebu, "ebur128 over the encoded sound", "dBTP", Needs.Sound);
    public static CheckDefinition Clipping { get; } = new("clipping", CheckGroup.Sound, Must, "No clipping", "no sample at full scale", Own, "peaks of blocks of 20 ms", "s", Needs.Sound);
    public static CheckDefinition Pops { get; } = new("pops", CheckGroup.Sound, Must, "No clicks at cuts", "no step over 0.2 of full scale that stands out", Own, "largest step between samples near each cut", "of full scale", Needs.Sound);
    public static CheckDefinition LoudnessRange { get; } = new("loudness_range", CheckGroup.Sound, Should, "Loudness range", "≤ 11 LU", "EBU Tech 3342", "ebur128", "LU", Needs.Sound);
    public static CheckDefinition OpeningLoudness { get; } = new("opening_loudness", CheckGroup.Sound, Should, "Opening as loud as the rest", "within 3 LU of the whole", Own, "ebur128 over the first 3 s", "LUFS", Needs.Sound);
    public static CheckDefinition DeadAir { get; } = new("dead_air", CheckGroup.Sound, Must, "No dead air", "≤ 0.6 s of silence", Own, "peaks 26 dB under the loudness", "s", Needs.Sound);
    public static CheckDefinition SoundStart { get; } = new("sound_start", CheckGroup.Sound, Must, "Sound starts at once", "≤ 0.3 s", Own, "silence before the first sound", "s", Needs.Sound);
    public static CheckDefinition SpeechStart { get; } = new("speech_start", CheckGroup.Sound, Should, "Speech starts at once", "≤ 0.3 s", Own, "first word of the timeline", "s", Needs.Timeline);
    public static CheckDefinition VoiceSync { get; } = new("voice_sync", CheckGroup.Sound, Must, "Voice where it was planned", "early by ≤ 45 ms, late by ≤ 125 ms", Detectable, "recordings found in the sound by correlation", "ms", Needs.Timeline);
    public static CheckDefinition Ducking { get; } = new("ducking", CheckGroup.Sound, Must, "Music under speech", "12–18 dB under it, the accessible preset ≥ 20 dB, ± 0.5", "WCAG 2 technique G56, practice of podcasters", "levels of music and voice while someone speaks", "dB", Needs.Timeline);

    public static CheckDefinition Black { get; } = new("black", Picture, Must, "No black picture", "none of 0.1 s or more", Own, "blackdetect", "s");
    public static CheckDefinition FirstFrame { get; } = new("first_frame", Picture, Must, "First frame shows something", "a picture", Own, "blackdetect");
    public static CheckDefinition Freeze { get; } = new("freeze", Picture, Must, "No frozen picture", "none of 3 s or more (−50 dB)", Own, "freezedetect", "s");
    public static CheckDefinition HookMotion { get; } = new("hook_motion", Picture, Should, "Something moves by 0.5 s", "≥ 0.3 % of change", AdvicePacing, "differences of frames", "%");
    public static CheckDefinition HookText { get; } = new("hook_text", Picture, Should, "Words on screen by 0.5 s", "planned words seen in the picture", AdvicePacing, "pixels at 0.5 s against the drawn text", "%", Needs.Timeline);
    public static CheckDefinition HookChange { get; } = new("hook_change", Picture, Should, "A change in the first 3 s", "a cut of 8 or 10 % of change", AdvicePacing, "scdet and differences of frames", "%");
    public static CheckDefinition TitleContrast { get; } = new("title_contrast", Picture, Must, "Title contrast", "≥ 4.5 : 1 in 90 % of the letters", "WCAG 2, success criterion 1.4.3", "letters against the pixels around them, three times while it stands", ": 1", Needs.Timeline);
    public static CheckDefinition OverlayLayout { get; } = new("overlay_layout", Picture, Must, "Titles and marks in the safe box", "all inside the platform's box", "the platform", "layout of titles, cards' words, name bars, logos and stickers", "px", Needs.Timeline);
    public static CheckDefinition HookTitle { get; } = new("hook_title", Picture, Should, "Titles come and go as planned", "seen in their time, gone after it", Own, "pixels in and after each title's time", "titles", Needs.Timeline);

    public static CheckDefinition Pacing { get; } = new("pacing", Rhythm, Should, "Average shot", "1.5–4 s", AdvicePacing, "shots of the timeline, else cuts found", "s");
    public static CheckDefinition LongestShot { get; } = new("longest_shot", Rhythm, Should, "Longest shot", "≤ 4 s", AdvicePacing, "shots of the timeline, else cuts found", "s");
    public static CheckDefinition PlannedCuts { get; } = new("planned_cuts", Rhythm, Should, "Cuts on their frames", "all within 1 frame", Own, "differences of frames around each planned cut", "cuts", Needs.Timeline);
    public static CheckDefinition Repeats { get; } = new("repeats", Rhythm, Should, "No footage twice", "0 repeats", Own, "perceptual hashes of the shots", "shots");

    public static CheckDefinition CaptionTimes { get; } = new("caption_times", CheckGroup.Captions, Must, "Caption times", "in order, without overlap, inside the video", Own, "timeline", "cues", Needs.Captions);
    public static CheckDefinition ReadingSpeed { get; } = new("reading_speed", CheckGroup.Captions, Should, "Reading speed", "≤ 17 characters/s on average; groups of marked words ≥ 250 ms", Netflix, "timeline", "characters/s", Needs.Captions);
    public static CheckDefinition SubtitleTimes { get; } = new("subtitle_times", CheckGroup.Captions, Should, "Subtitles stand long enough", "≥ 0.83 s", Netflix, "cues of the subtitle file", "s", Needs.Timeline);
    public static CheckDefinition CaptionLines { get; } = new("caption_lines", CheckGroup.Captions, Must, "Caption lines", "≤ 2", Netflix, "layout of every cue", "lines", Needs.Captions);
    public static CheckDefinition CaptionSize { get; } = new("caption_size", CheckGroup.Captions, Should, "Caption size", "64–100 px on a width of 1080", AdvicePacing, "layout of every cue", "px", Needs.Captions);
    public static CheckDefinition CaptionLayout { get; } = new("caption_layout", CheckGroup.Captions, Must, "Captions in the safe box", "all inside the platform's box", "the platform", "layout of every cue", "captions", Needs.Captions);
    public static CheckDefinition CaptionPixels { get; } = new("caption_pixels", CheckGroup.Captions, Must, "Caption pixels in the safe box", "every drawn pixel inside", "the platform", "drawn pixels of the sampled frames", "px", Needs.Captions);
    public static CheckDefinition CaptionVisible { get; } = new("caption_visible", CheckGroup.Captions, Must, "Captions seen in the picture", "in every sampled frame ≥ 80 % of their pixels", Own, "sampled frames against the drawn text", "%", Needs.Captions);
    public static CheckDefinition CaptionContrast { get; } = new("contrast", CheckGroup.Captions, Must, "Caption contrast", "≥ 4.5 : 1 in 95 % of the sampled frames", "WCAG 2, success criterion 1.4.3", "letters against the pixels around them", ": 1", Needs.Captions);
    public static CheckDefinition CaptionOverlap { get; } = new("caption_overlap", CheckGroup.Captions, Must, "Captions clear of other words", "none on titles or cards' words", Own, "drawn pixels of both in the sampled frames", "% of the letters", Needs.Captions);
    public static CheckDefinition TextLayout { get; } = new("text_layout", CheckGroup.Captions, Must, "Titles clear of the captions", "none meet while both stand", Own, "layout of titles, cards' words and name bars against every cue", "px", Needs.Captions);
    public static CheckDefinition Echoes { get; } = new("echo", CheckGroup.Captions, Should, "Words on screen add to the captions", "none that captions repeat", Own, "titles and cards against the captions in their time", "texts", Needs.Captions);
    public static CheckDefinition CaptionSync { get; } = new("caption_sync", CheckGroup.Captions, Must, "Captions with the voice", "median ≤ 40 ms, 95 % ≤ 80 ms; none early by > 45 or late by > 125 ms, which is a must", $"{Detectable}; the median is our own goal", "frame on which each word appears against its onset in the sound", "ms", Needs.Captions);
    public static CheckDefinition CaptionDrift { get; } = new("caption_drift", CheckGroup.Captions, Must, "Captions do not drift", "≤ 1 frame from end to end", Own, "late words against early ones", "ms", Needs.Captions);
    public static CheckDefinition Glyphs { get; } = new("glyphs", CheckGroup.Captions, Must, "Every character has a glyph", "0 missing", Own, "font coverage of all text on screen", "characters", Needs.Timeline);

    public static CheckDefinition Fallbacks { get; } = new("fallbacks", Honesty, Must, "Nothing important fell back", "no must replaced", Own, "the timeline's ledger", "fallbacks", Needs.Timeline);
    public static CheckDefinition GenerationLoss { get; } = new("generation_loss", Honesty, Should, "Quality kept by the encoder", "SSIM ≥ 0.990", "measured: veryfast at CRF 20 gives 0.996", "the busiest scene against one without loss", "SSIM", Needs.Thorough);
    public static CheckDefinition Determinism { get; } = new("determinism", Honesty, Should, "Renders the same again", "every frame equal", Own, "the busiest scene rendered once more", "frames", Needs.Thorough);

    /// <summary>Checks that hold the picture against words as this engine draws them.</summary>
    internal static IReadOnlyList<CheckDefinition> ComparedWithDrawing { get; } =
        [HookText, HookTitle, TitleContrast, CaptionPixels, CaptionVisible, CaptionContrast, CaptionOverlap, CaptionSync, CaptionDrift];

    public static IReadOnlyList<CheckDefinition> All { get; } =
    [
        Container, FastStart, EditLists, Metadata, PeakBitrate, AverageBitrate, FileSize,
        VideoStream, Size, FrameRate, Colour, AudioStream, SoundBitrate, KeyFrames, ClosedGroups, BFrames, Decoding,
        Duration, PlannedLength, LengthMatch, StartOffset,
        Loudness, TruePeak, Clipping, Pops, LoudnessRange, OpeningLoudness, DeadAir, SoundStart, SpeechStart, VoiceSync, Ducking,
        Black, FirstFrame, Freeze, HookMotion, HookText, HookChange, HookTitle, TitleContrast, OverlayLayout,
        Pacing, LongestShot, PlannedCuts, Repeats,
        CaptionTimes, ReadingSpeed, SubtitleTimes, CaptionLines, CaptionSize, CaptionLayout, CaptionPixels, CaptionVisible, CaptionContrast, CaptionOverlap, TextLayout, Echoes, CaptionSync, CaptionDrift, Glyphs,
        Fallbacks, GenerationLoss, Determinism,
    ];
}
