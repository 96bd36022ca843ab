from typing import Any

from groq._resource import AsyncAPIResource as AsyncAPIResource
from groq._resource import SyncAPIResource as SyncAPIResource
from groq.resources.audio.speech import AsyncSpeech as AsyncSpeech
from groq.resources.audio.speech import Speech as Speech
from groq.resources.audio.transcriptions import AsyncTranscriptions as AsyncTranscriptions
from groq.resources.audio.transcriptions import Transcriptions as Transcriptions
from groq.resources.audio.translations import AsyncTranslations as AsyncTranslations
from groq.resources.audio.translations import Translations as Translations

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
