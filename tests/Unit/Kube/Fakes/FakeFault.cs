using Fairway.Kube;

namespace Fairway.Tests.Kube.Fakes;

/// <summary>A failure to come: which requests it meets, what becomes of them, and how many are left.</summary>
internal sealed class FakeFault(Func<KubeRequest, bool> when, Func<KubeResponse?, KubeResponse> fault, int times)
{
    public Func<KubeRequest, bool> When => when;

    public int Left { get; set; } = times;

    /// <summary>The answer of a request that never arrives.</summary>
    public static KubeResponse NeverArrives(KubeResponse? answer) =>
        throw new KubeApiException(0, "Unreachable", "connection refused");

    /// <summary>The fault sees the answer that would have been, and so the write has happened.</summary>
    public KubeResponse Meet(Func<KubeResponse> answer) => fault.Target is LostAnswer ? fault(answer()) : fault(null);

    /// <summary>The write happens, and its answer is lost.</summary>
    public static Func<KubeResponse?, KubeResponse> AnswerIsLost() => new LostAnswer().Throw;

    private sealed class LostAnswer
    {
        public KubeResponse Throw(KubeResponse? answer) =>
            throw new KubeApiException(0, "Unreachable", "connection reset");
    }
}
