from typing import Any

from openai._resource import AsyncAPIResource as AsyncAPIResource
from openai._resource import SyncAPIResource as SyncAPIResource
from openai.resources.audio.speech import AsyncSpeech as AsyncSpeech
from openai.resources.audio.speech import Speech as Speech
from openai.resources.audio.transcriptions import AsyncTranscriptions as AsyncTranscriptions
from openai.resources.audio.transcriptions import Transcriptions as Transcriptions
from openai.resources.audio.translations import AsyncTranslations as AsyncTranslations
from openai.resources.audio.translations import Translations as Translations

class Audio(SyncAPIResource):
    @property
    def speech(self) -> Speech: ...
    @property
    def transcriptions(self) -> Transcriptions: ...
    @property
    def translations(self) -> Translations: ...

class AsyncAudio(AsyncAPIResource):
    @property
    def speech(self) -> AsyncSpeech: ...
    @property
    def transcriptions(self) -> AsyncTranscriptions: ...
    @property
    def translations(self) -> AsyncTranslations: ...

def __getattr__(name: str) -> Any: ...
