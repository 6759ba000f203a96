using System.Collections.Immutable;
using System.Text.Json;
using Fairway.Rollouts.Observing;
using Fairway.Rollouts.Workloads;
using Xunit;

namespace Fairway.Tests.Rollouts.Observing;

public sealed class KruiseOrdinalsTests
{
    [Theory]
    [InlineData("web-0", "[]", 0, 0)]
    [InlineData("web-4", "[]", 0, 4)]
    [InlineData("web-4", "[1]", 0, 3)]
    [InlineData("web-4", "[1,\"2-3\"]", 0, 1)]
    [InlineData("web-4", "[\"2-3\",3,2]", 0, 2)]
    [InlineData("web-7", "[1,6]", 5, 1)]
    [InlineData("web-1", "[1]", 0, null)]
    [InlineData("web-3", "[\"2-5\"]", 0, null)]
    [InlineData("web-4", "[]", 5, null)]
    [InlineData("web-x", "[]", 0, null)]
    [InlineData("other-1", "[\"nonsense\",null]", 0, null)]
    public void Places_leave_out_what_is_reserved(string pod, string reserved, int start, int? place)
    {
        var spec = new KruiseSpecView
        {
            Ordinals = new OrdinalsView(start),
            ReserveOrdinals = JsonSerializer.Deserialize<JsonElement[]>(reserved)!.ToImmutableArray(),
        };
        Assert.Equal(place, new KruiseOrdinals("web", spec).PlaceOf(pod));
    }
}
