using System.Text;
using Fairway.Kube;
using Fairway.Twin.Storage;

namespace Fairway.Bench.Storage;

/// <summary>
/// Pods as a cluster has them: ten namespaces, a set of labels for each thousand, JSON of a given size.
/// </summary>
internal static class PodDrafts
{
    public const string Resource = "pods";

    public static ObjectKey Key(int number) =>
        new($"namespace-{number % 10}", $"deployment-{number / 1000}-{number:x8}");

    public static ObjectDraft Draft(int number, int size)
    {
        var uid = new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]).ToString();
        var app = $"deployment-{number / 1000}";
        var key = Key(number);
        var names = $"\"name\":\"{key.Name}\",\"namespace\":\"{key.Namespace}\",\"uid\":\"{uid}\"";
        var head = $"{{\"metadata\":{{{names},\"labels\":{{\"app\":\"{app}\"}},\"resourceVersion\":\"";
        var tail = "\"},\"spec\":\"" + new string('x', Math.Max(0, size - head.Length - 20)) + "\"}";
        return new ObjectDraft
        {
            Key = key,
            Uid = uid,
            Labels = LabelSet.From([new("app", app), new("pod-template-hash", app), new("tier", "backend")]),
            Json = Encoding.UTF8.GetBytes(head + tail),
            RevisionAt = Encoding.UTF8.GetByteCount(head),
        };
    }

    public static async Task<ClusterStore> FillAsync(ClusterStore store, int count, int size)
    {
        for (var i = 0; i < count; i++)
        {
            await store.CommitAsync(new StoreWrite.Create(Resource, Draft(i, size)), CancellationToken.None);
        }

        return store;
    }
}
