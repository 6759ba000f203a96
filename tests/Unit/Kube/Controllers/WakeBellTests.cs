using Fairway.Kube;
using Fairway.Kube.Controllers;
using Xunit;

namespace Fairway.Tests.Kube.Controllers;

public sealed class WakeBellTests
{
    [Fact]
    public void A_bell_reaches_who_listens_until_it_listens_no_more()
    {
        var bell = new WakeBell();
        var heard = new List<ObjectKey>();
        var key = new ObjectKey("a", "one");
        bell.Ring(key);

        using (bell.Subscribe(heard.Add))
        {
            bell.Ring(key);
        }

        bell.Ring(new ObjectKey("a", "two"));
        Assert.Equal([key], heard);
    }
}
