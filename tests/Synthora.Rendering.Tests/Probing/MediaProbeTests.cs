using Synthora.Rendering.Probing;

namespace Synthora.Rendering.Tests.Probing;

public sealed class MediaProbeTests
{
    [Fact]
    public void Phone_footage_is_upright_and_known_to_be_hdr_of_uneven_rate()
    {
        const string recorded = """
            {"streams":[
              {"index":0,"codec_name":"aac","codec_type":"audio","sample_rate":"48000","channels":1,"duration":"4.2"},
              {"index":1,"codec_name":"hevc","codec_type":"video","width":1920,"height":1080,"sample_aspect_ratio":"1:1","pix_fmt":"yuv420p10le",
               "color_range":"tv","color_space":"bt2020nc","color_transfer":"arib-std-b67","color_primaries":"bt2020",
               "r_frame_rate":"30/1","avg_frame_rate":"125000/4319","disposition":{"attached_pic":0},
               "side_data_list":[{"side_data_type":"DOVI configuration record"},{"side_data_type":"Display Matrix","rotation":-90}]},
              {"index":2,"codec_type":"data"}],
             "format":{"format_name":"mov,mp4,m4a,3gp,3g2,mj2","duration":"4.319000"}}
            """;

        var info = MediaProbe.Parse(recorded, "phone.mov");

        info.DurationSeconds.ShouldBe(4.319);
        info.IsStill.ShouldBeFalse();
        info.Audio.ShouldBe(new AudioStream(0, "aac", 48000, 1));
        var video = info.Video.ShouldNotBeNull();
        (video.Index, video.Width, video.Height, video.Rotation).ShouldBe((1, 1080, 1920, 90));
        (video.IsHdr, video.IsVariableRate, video.IsFullRange).ShouldBe((true, true, false));
    }

    [Fact]
    public void Wide_pixels_count_into_the_width()
    {
        const string recorded = """
            {"streams":[{"index":0,"codec_name":"mpeg2video","codec_type":"video","width":720,"height":576,"sample_aspect_ratio":"64:45","pix_fmt":"yuv420p","r_frame_rate":"25/1","avg_frame_rate":"25/1"}],
             "format":{"format_name":"mpegts","duration":"2.0"}}
            """;

        MediaProbe.Parse(recorded, "dvd.ts").Video.ShouldNotBeNull().Width.ShouldBe(1024);
    }

    [Fact]
    public void The_cover_of_a_song_is_not_taken_for_footage()
    {
        const string recorded = """
            {"streams":[{"index":0,"codec_name":"mp3","codec_type":"audio","sample_rate":"44100","channels":2},
              {"index":1,"codec_name":"mjpeg","codec_type":"video","width":500,"height":500,"disposition":{"attached_pic":1}}],
             "format":{"format_name":"mp3","duration":"180.1"}}
            """;

        var info = MediaProbe.Parse(recorded, "song.mp3");

        info.Video.ShouldBeNull();
        info.Audio.ShouldNotBeNull().Channels.ShouldBe(2);
    }

    /// <summary>What ffprobe 5.1 printed of small files of every odd kind, so that reading them needs no ffprobe.</summary>
    [Theory]
    [InlineData("rotated.mp4", "96×160 turned 270 is 160×96, h264")]
    [InlineData("pq.mp4", "96×160, h264, hdr")]
    [InlineData("hlg.mov", "96×160, h264, hdr")]
    [InlineData("vfr.mp4", "96×160, h264, uneven")]
    [InlineData("interlaced.mp4", "96×160, h264, interlaced")]
    [InlineData("prores4444.mov", "96×160, prores, alpha")]
    [InlineData("screen.mkv", "97×161, h264, full range")]
    [InlineData("surround.mp4", "96×160, h264, 6 channels of aac at 48000")]
    [InlineData("moving.gif", "64×64, gif, alpha")]
    [InlineData("still.webp", "64×64, webp, still")]
    [InlineData("photo.jpg", "64×64, mjpeg, full range, still")]
    [InlineData("song.mp3", "1 channel of mp3 at 44100")]
    [InlineData("voice.wav", "1 channel of pcm_s16le at 44100")]
    public void Every_odd_kind_of_file_is_known_for_what_it_is(string name, string known)
    {
        var info = MediaProbe.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Probing", "Recorded", name + ".json")), name);
        List<string> words = [];
        if (info.Video is { } video)
        {
            words.Add(video.Rotation == 0 ? $"{video.Width}×{video.Height}" : $"{video.Height}×{video.Width} turned {video.Rotation} is {video.Width}×{video.Height}");
            words.Add(video.Codec);
            if (video.IsHdr) words.Add("hdr");
            if (video.IsVariableRate) words.Add("uneven");
            if (video.IsInterlaced) words.Add("interlaced");
            if (video.HasAlpha) words.Add("alpha");
            if (video.IsFullRange) words.Add("full range");
            if (info.IsStill) words.Add("still");
        }

        if (info.Audio is { } audio) words.Add($"{audio.Channels} channel{(audio.Channels == 1 ? "" : "s")} of {audio.Codec} at {audio.SampleRate}");
        string.Join(", ", words).ShouldBe(known);
    }

    [Theory]
    [InlineData("""{"format":{"format_name":"mov"}}""", "neither picture nor sound")]
    [InlineData("""{"streams":[{"index":0,"codec_type":"video","width":0,"height":0}],"format":{}}""", "no size")]
    [InlineData("""{"streams":[{"index":0,"codec_type":"video","codec_name":"svg","width":20,"height":20}],"format":{}}""", "a drawing")]
    [InlineData("""{"streams":[{"index":0,"codec_type":"video","width":20000,"height":100}],"format":{}}""", "20000×100")]
    [InlineData("""{"streams":[{"index":0,"codec_type":"video","width":8192,"height":8192}],"format":{}}""", "at most 8192 a side and 64 million")]
    public void What_would_do_harm_or_shows_nothing_is_refused(string recorded, string said) =>
        Should.Throw<RenderException>(() => MediaProbe.Parse(recorded, "bad.mp4")).Message.ShouldContain(said);
}
