using Synthora.Features.Videos.Generation;

namespace Synthora.Tests.Videos.Generation;

public sealed class GivenFootageSpreadTests
{
    [Fact]
    public void A_long_film_goes_on_from_scene_to_scene_until_it_is_used_up()
    {
        Spread([10.0], [3, 3, 3, 3, 3]).ShouldBe(["0: 0 from 0", "1: 0 from 3", "2: 0 from 6"], "what is left after nine seconds is too short to be begun");
    }

    [Fact]
    public void Fewer_files_than_scenes_stand_apart_in_their_order_and_a_picture_is_shown_once()
    {
        Spread([null, 2.0, null], [3, 3, 3, 3, 3, 3]).ShouldBe(["0: 0 from 0", "2: 1 from 0", "4: 2 from 0"]);
    }

    [Fact]
    public void More_files_than_scenes_share_the_longest_scenes_and_what_would_only_flash_by_is_left_out()
    {
        Spread([null, null, null, null], [2, 6]).ShouldBe(["0: 0 from 0", "1: 1 from 0", "1: 2 from 0", "1: 3 from 0"]);
        Spread([null, null, null], [1, 2]).ShouldBe(["0: 0 from 0", "1: 1 from 0"]);
        Spread([], [2, 2]).ShouldBeEmpty();
        Spread([5.0], []).ShouldBeEmpty();
    }

    private static List<string> Spread(IReadOnlyList<double?> files, IReadOnlyList<double> scenes) =>
        [.. GivenFootageSpread.Spread(files, scenes).Select(place => FormattableString.Invariant($"{place.Scene}: {place.Part.File} from {place.Part.FromSeconds:0}"))];
}
