using Fairway.Kube;

namespace Fairway.Tests.Kube.Contract;

/// <summary>The twin's own implementation.</summary>
public sealed class DirectKubeApiContract : KubeApiContract
{
    private readonly TwinServer _twin = new();

    private protected override Task<IKubeApi> ConnectAsync() => Task.FromResult<IKubeApi>(_twin.Direct());

    private protected override ValueTask DisconnectAsync() => _twin.DisposeAsync();
}
