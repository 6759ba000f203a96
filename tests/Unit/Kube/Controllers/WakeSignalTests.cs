using Fairway.Kube;
using Fairway.Kube.Controllers;
using Xunit;

namespace Fairway.Tests.Kube.Controllers;

public sealed class WakeSignalTests
{
    [Fact]
    public void A_signal_reaches_who_listens_until_it_listens_no_more()
    {
        var signal = new WakeSignal();
        var heard = new List<ObjectKey>();
        var key = new ObjectKey("a", "one");
        signal.Wake(key);

        using (signal.Listen(heard.Add))
        {
            signal.Wake(key);
        }

        signal.Wake(new ObjectKey("a", "two"));
        Assert.Equal([key], heard);
    }
}
